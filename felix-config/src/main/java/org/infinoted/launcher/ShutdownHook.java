// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;

/**
 * Shuts the server down when the process ends, by a signal or by itself: stops the framework, releases the home, and
 * sets the exit status (a JVM ended by SIGTERM would report 143).
 */
final class ShutdownHook {
    private final ServerHome home;
    private final Duration limit;
    private final StandardStreams streams;
    private volatile @Nullable Platform platform;
    private volatile ExitStatus status = ExitStatus.OK;
    private volatile boolean begun;

    ShutdownHook(ServerHome home, Duration limit, StandardStreams streams) {
        this.home = home;
        this.limit = limit;
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
        Platform running = platform;
        try {
            if (running != null && !running.stop(limit)) {
                streams.err().println("infinoted: did not stop within " + limit.toSeconds() + " seconds");
                status = ExitStatus.SOFTWARE;
            }
            home.close();
        } catch (BundleException | IOException | InterruptedException e) {
            streams.err().println("infinoted: while stopping: " + e.getMessage());
            status = ExitStatus.SOFTWARE;
        }
        streams.drain();
        Runtime.getRuntime().halt(status.code());
    }
}
