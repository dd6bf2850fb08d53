// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.infinoted.connection.Listener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clients in while all required plugins run, and says so.
 *
 * <p>Everything private is touched by tasks of one executor, one at a time.
 */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final Entrance entrance;
    private final List<String> required;
    private final Predicate<String> isRunning;
    private final Announcer announcer;
    private final Executor executor;
    private boolean open;
    private boolean over;

    /** The port. Both methods may block for a moment. */
    interface Entrance {
        String address();

        /** The port that is listened on, or was meant to be. */
        int port();

        void open() throws IOException;

        void close();
    }

    /** Tells others whether clients can connect. */
    @FunctionalInterface
    interface Announcer {
        /** @param listener null if nobody listens any more */
        void announce(Listener listener);
    }

    private record Announcement(String address, int port, Optional<String> error) implements Listener {}

    /**
     * @param isRunning whether the plugin of a name runs; may be asked on any thread
     * @param executor runs one task at a time
     */
    Doors(
            Entrance entrance,
            List<String> required,
            Predicate<String> isRunning,
            Announcer announcer,
            Executor executor) {
        this.entrance = entrance;
        this.required = List.copyOf(required);
        this.isRunning = isRunning;
        this.announcer = announcer;
        this.executor = executor;
    }

    /** Something may have changed with plugins. Returns at once. Any thread. */
    void check() {
        executor.execute(() -> {
            if (!over) {
                settle();
            }
        });
    }

    /** Closes for good. Returns at once; what is given to the executor afterwards finds the doors closed. Any thread. */
    void close() {
        executor.execute(() -> {
            over = true;
            shut();
        });
    }

    private void settle() {
        List<String> missing = required.stream().filter(isRunning.negate()).toList();
        if (missing.isEmpty() && !open) {
            letIn();
        } else if (!missing.isEmpty() && open) {
            LOG.warn("Clients are not let in any more until these required plugins run again: {}", missing);
            shut();
        }
    }

    private void letIn() {
        Optional<String> error = Optional.empty();
        try {
            entrance.open();
            open = true;
            LOG.info("Listening on {} port {}", entrance.address(), entrance.port());
        } catch (BindException e) {
            error = Optional.of("Cannot listen on " + entrance.address() + " port " + entrance.port() + ": "
                    + e.getMessage() + ". Is another server running? Choose another port, or stop it.");
        } catch (IOException e) {
            error = Optional.of(
                    "Cannot listen on " + entrance.address() + " port " + entrance.port() + ": " + e.getMessage());
        }
        error.ifPresent(LOG::error);
        announcer.announce(new Announcement(entrance.address(), entrance.port(), error));
    }

    private void shut() {
        if (open) {
            open = false;
            entrance.close();
        }
        announcer.announce(null);
    }
}
