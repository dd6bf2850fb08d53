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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts clients while all required plugins run, and announces it. When one of them goes, as it does for a moment when
 * its jar or its options are replaced, new clients wait at the port, unanswered, until it is back. The
 * {@link RequiredPluginsPolicy} applies only if it stays away.
 *
 * <p>Private state belongs to the tasks of one executor, which run one at a time.
 */
public final class AcceptController {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptController.class);

    private final Acceptor acceptor;
    private final RequiredPluginsPolicy policy;
    private final Predicate<String> isRunning;
    private final Announcer announcer;
    private final Executor executor;
    private final PluginTimer timer;
    private State state = State.CLOSED;
    private PluginTimer.Task grace = () -> {};
    private int pauses;
    private boolean ended;

    private enum State {
        /** There is no listening port. */
        CLOSED,
        ACCEPTING,
        /** The port listens, but nobody is accepted. */
        PAUSED,
        /** Accepting although a required plugin is missing. */
        ACCEPTING_WITHOUT
    }

    /** Accepts clients. The methods may block for a moment. */
    interface Acceptor {
        String address();

        /** The port on which it listens, or should. */
        int port();

        void open() throws IOException;

        /** New clients wait from now on. */
        void pause();

        /** Accepts the clients that wait, and those that come. */
        void resume();

        void close();

        /** Ends all connections. */
        void disconnect();
    }

    /** Tells others whether clients can connect. */
    @FunctionalInterface
    public interface Announcer {
        /** @param listener null if there is no listening port any more */
        void announce(@Nullable Listener listener);
    }

    private record Announcement(String address, int port, Optional<String> error) implements Listener {}

    /**
     * @param isRunning tells whether the plugin with a name runs; may be called on any thread
     * @param executor runs one task at a time
     * @param timer for the time of grace
     */
    public AcceptController(
            Acceptor acceptor,
            RequiredPluginsPolicy policy,
            Predicate<String> isRunning,
            Announcer announcer,
            Executor executor,
            PluginTimer timer) {
        this.acceptor = acceptor;
        this.policy = policy;
        this.isRunning = isRunning;
        this.announcer = announcer;
        this.executor = executor;
        this.timer = timer;
    }

    /** Something may have changed with plugins. Returns at once. Any thread. */
    public void check() {
        executor.execute(() -> {
            if (!ended) {
                settle();
            }
        });
    }

    /** Closes for good. Returns at once; later tasks of the executor find the port closed. Any thread. */
    public void close() {
        executor.execute(() -> {
            ended = true;
            grace.cancel();
            stopListening();
        });
    }

    private void settle() {
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            if (state == State.ACCEPTING) {
                pause(missing);
            }
            return;
        }
        switch (state) {
            case CLOSED -> listen();
            case PAUSED -> {
                grace.cancel();
                acceptor.resume();
                state = State.ACCEPTING;
            }
            case ACCEPTING_WITHOUT -> {
                LOG.info("All required plugins run again");
                state = State.ACCEPTING;
            }
            case ACCEPTING -> {}
        }
    }

    private List<String> missing() {
        return policy.required().stream().filter(isRunning.negate()).toList();
    }

    private void pause(List<String> missing) {
        if (policy.grace().isZero()) {
            applyPolicy(missing);
            return;
        }
        LOG.info(
                "New clients wait for at most {} s until these required plugins run again: {}",
                policy.grace().toSeconds(),
                missing);
        state = State.PAUSED;
        acceptor.pause();
        int pause = ++pauses;
        grace = timer.schedule(policy.grace(), () -> executor.execute(() -> expire(pause)));
    }

    private void expire(int pause) {
        if (!ended && state == State.PAUSED && pause == pauses) {
            applyPolicy(missing());
        }
    }

    private void applyPolicy(List<String> missing) {
        switch (policy.whenMissing()) {
            case CLOSE_LISTENERS -> {
                LOG.warn("New clients are turned away until these required plugins run again: {}", missing);
                stopListening();
            }
            case CLOSE_CONNECTIONS -> {
                LOG.warn(
                        "All clients are disconnected and new ones turned away until these required plugins run again:"
                                + " {}",
                        missing);
                stopListening();
                acceptor.disconnect();
            }
            case GO_ON -> {
                LOG.warn("The server goes on without these required plugins: {}", missing);
                if (state == State.PAUSED) {
                    acceptor.resume();
                }
                state = State.ACCEPTING_WITHOUT;
            }
        }
    }

    private void listen() {
        Optional<String> error = Optional.empty();
        try {
            acceptor.open();
            state = State.ACCEPTING;
            LOG.info("Listening on {} port {}", acceptor.address(), acceptor.port());
        } catch (BindException e) {
            error = Optional.of("Cannot listen on " + acceptor.address() + " port " + acceptor.port() + ": "
                    + e.getMessage() + ". Is another server running? Choose another port, or stop it.");
        } catch (IOException e) {
            error = Optional.of(
                    "Cannot listen on " + acceptor.address() + " port " + acceptor.port() + ": " + e.getMessage());
        }
        error.ifPresent(LOG::error);
        announcer.announce(new Announcement(acceptor.address(), acceptor.port(), error));
    }

    private void stopListening() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            acceptor.close();
        }
        announcer.announce(null);
    }
}
