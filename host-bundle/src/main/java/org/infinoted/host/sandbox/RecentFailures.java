// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.infinoted.plugin.PluginFailure;

/** What went wrong lately in the code of one plugin, in all its lives. Thread-safe. */
public final class RecentFailures {
    private static final int KEPT = 10;

    private final InstantSource clock;

    @GuardedBy("this")
    private final Deque<PluginFailure> failures = new ArrayDeque<>();

    public RecentFailures(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Keeps one that is noticed now.
     *
     * @param call in which callback, and what it was about
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
