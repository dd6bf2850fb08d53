// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/**
 * Shuts the server down when the process ends, by a signal or by itself: stops the framework, releases the home, and
 * sets the exit status (a JVM ended by SIGTERM would report 143).
 *
 * <p>Stopping is done on a thread of its own, so that the process ends in time whatever hangs there.
 */
final class ShutdownHook {
    private final ServerHome home;
    private final Duration limit;
    private final Duration emergencyLimit;
    private final StandardStreams streams;
    private volatile @Nullable Platform platform;
    private volatile ExitStatus status = ExitStatus.OK;
    private volatile boolean begun;

    /** @param emergencyLimit how long stopping may take once the host has said that it cannot go on */
    ShutdownHook(ServerHome home, Duration limit, Duration emergencyLimit, StandardStreams streams) {
        this.home = home;
        this.limit = limit;
        this.emergencyLimit = emergencyLimit;
        this.streams = streams;
    }

    void platform(Platform running) {
        platform = running;
    }

    void status(ExitStatus reached) {
        status = reached;
    }

    /** Whether the process is ending already; a failure because of that is no error. */
    boolean hasBegun() {
        return begun;
    }

    /** The shutdown hook; never returns. */
    void run() {
        begun = true;
        try {
            end();
            streams.drain();
        } catch (Throwable e) { // errors too: the process is to end, and the memory may be short
            reached(ExitStatus.SOFTWARE);
        } finally {
            Runtime.getRuntime().halt(status.code());
        }
    }

    /** What went wrong first counts. */
    private void reached(ExitStatus other) {
        if (status == ExitStatus.OK) {
            status = other;
        }
    }

    private void end() throws InterruptedException, IOException {
        Platform running = platform;
        if (running != null) {
            boolean stopped = stop(running);
            reached(running.health().status());
            if (!running.health().unsaved().isEmpty()) {
                streams.err()
                        .println("infinoted: could not save "
                                + String.join(", ", running.health().unsaved()));
            }
            if (running.health().emergency().isDone()) {
                streams.err()
                        .println("infinoted: could not go on, and is to be started anew: "
                                + running.health().emergency().join());
            }
            if (!stopped) {
                reached(ExitStatus.SOFTWARE);
            }
        }
        home.close();
    }

    /** Returns whether it has stopped in time. */
    private boolean stop(Platform running) throws InterruptedException {
        var stopped = new CompletableFuture<Boolean>();
        var thread = new Thread(
                () -> {
                    try {
                        stopped.complete(running.stop(limit));
                    } catch (BundleException | InterruptedException | RuntimeException | Error e) {
                        stopped.completeExceptionally(e);
                    }
                },
                "infinoted-stopper");
        thread.setDaemon(true);
        thread.start();
        Duration time = limit;
        try {
            CompletableFuture.anyOf(stopped, running.health().emergency()).get(time.toNanos(), TimeUnit.NANOSECONDS);
            if (running.health().emergency().isDone()) {
                time = emergencyLimit;
            }
            return stopped.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            streams.err().println("infinoted: did not stop within " + time.toSeconds() + " seconds");
        } catch (ExecutionException e) {
            streams.err().println("infinoted: while stopping: " + e.getMessage());
        }
        return false;
    }
}
