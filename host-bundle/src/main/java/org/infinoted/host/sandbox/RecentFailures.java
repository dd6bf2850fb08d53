// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.infinoted.plugin.PluginFailure;

/** The latest failures in the code of one plugin, over all its lives. Thread-safe. */
public final class RecentFailures {
    private static final int KEPT = 10;

    private final InstantSource clock;

    @GuardedBy("this")
    private final Deque<PluginFailure> failures = new ArrayDeque<>();

    public RecentFailures(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Adds a failure with the present time.
     *
     * @param call the callback and its subject
     */
    synchronized void add(String call, String message) {
        if (failures.size() == KEPT) {
            failures.removeLast();
        }
        failures.addFirst(new PluginFailure(clock.instant(), call, message));
    }

    /** The newest first. */
    public synchronized List<PluginFailure> list() {
        return List.copyOf(failures);
    }
}
