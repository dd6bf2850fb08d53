// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import java.io.IOException;
import java.net.BindException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.infinoted.connection.Listener;
import org.infinoted.host.sandbox.PluginTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clients in while all required plugins run, and says so. When one of them goes, as it does for a moment when its jar or its
 * options are replaced, new clients wait at the port, unanswered, until it is back; only if it stays away they are turned away, or
 * what else the {@link RequiredPluginsPolicy} says is done.
 *
 * <p>Everything private is touched by tasks of one executor, one at a time.
 */
public final class AcceptController {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptController.class);

    private final Entrance entrance;
    private final RequiredPluginsPolicy gate;
    private final Predicate<String> isRunning;
    private final Announcer announcer;
    private final Executor executor;
    private final PluginTimer timer;
    private State state = State.SHUT;
    private PluginTimer.Task grace = () -> {};
    private int pauses;
    private boolean over;

    private enum State {
        /** Nobody listens. */
        SHUT,
        OPEN,
        /** The port is there, but who connects has to wait. */
        PAUSED,
        /** Open although a required plugin is missing. */
        OPEN_WITHOUT
    }

    /** The port. The methods may block for a moment. */
    interface Entrance {
        String address();

        /** The port that is listened on, or was meant to be. */
        int port();

        void open() throws IOException;

        /** Has those wait who connect from now on. */
        void pause();

        /** Lets in those who wait, and those who come. */
        void resume();

        void close();

        /** Ends the connections that there are. */
        void disconnect();
    }

    /** Tells others whether clients can connect. */
    @FunctionalInterface
    public interface Announcer {
        /** @param listener null if nobody listens any more */
        void announce(Listener listener);
    }

    private record Announcement(String address, int port, Optional<String> error) implements Listener {}

    /**
     * @param isRunning whether the plugin of a name runs; may be asked on any thread
     * @param executor runs one task at a time
     * @param timer for the time of grace
     */
    public AcceptController(
            Entrance entrance,
            RequiredPluginsPolicy gate,
            Predicate<String> isRunning,
            Announcer announcer,
            Executor executor,
            PluginTimer timer) {
        this.entrance = entrance;
        this.gate = gate;
        this.isRunning = isRunning;
        this.announcer = announcer;
        this.executor = executor;
        this.timer = timer;
    }

    /** Something may have changed with plugins. Returns at once. Any thread. */
    public void check() {
        executor.execute(() -> {
            if (!over) {
                settle();
            }
        });
    }

    /** Closes for good. Returns at once; what is given to the executor afterwards finds the doors closed. Any thread. */
    public void close() {
        executor.execute(() -> {
            over = true;
            grace.cancel();
            shut();
        });
    }

    private void settle() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            if (state == State.OPEN) {
                pause(missing);
            }
            return;
        }
        switch (state) {
            case SHUT -> letIn();
            case PAUSED -> {
                grace.cancel();
                entrance.resume();
                state = State.OPEN;
            }
            case OPEN_WITHOUT -> {
                LOG.info("All required plugins run again");
                state = State.OPEN;
            }
            case OPEN -> {}
        }
    }

    private List<String> missing() {
        return gate.required().stream().filter(isRunning.negate()).toList();
    }

    private void pause(List<String> missing) {
        if (gate.grace().isZero()) {
            decide(missing);
            return;
        }
        LOG.info(
                "New clients wait for at most {} s until these required plugins run again: {}",
                gate.grace().toSeconds(),
                missing);
        state = State.PAUSED;
        entrance.pause();
        int pause = ++pauses;
        grace = timer.schedule(gate.grace(), () -> executor.execute(() -> expire(pause)));
    }

    private void expire(int pause) {
        if (!over && state == State.PAUSED && pause == pauses) {
            decide(missing());
        }
    }

    private void decide(List<String> missing) {
        switch (gate.policy()) {
            case CLOSE_LISTENERS -> {
                LOG.warn("Clients are not let in any more until these required plugins run again: {}", missing);
                shut();
            }
            case CLOSE_CONNECTIONS -> {
                LOG.warn(
                        "All clients are disconnected, and none is let in until these required plugins run again: {}",
                        missing);
                shut();
                entrance.disconnect();
            }
            case GO_ON -> {
                LOG.warn("The server goes on without these required plugins: {}", missing);
                if (state == State.PAUSED) {
                    entrance.resume();
                }
                state = State.OPEN_WITHOUT;
            }
        }
    }

    private void letIn() {
        Optional<String> error = Optional.empty();
        try {
            entrance.open();
            state = State.OPEN;
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
        if (state != State.SHUT) {
            state = State.SHUT;
            entrance.close();
        }
        announcer.announce(null);
    }
}
