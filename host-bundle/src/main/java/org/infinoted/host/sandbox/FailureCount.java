// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Counts failures within a window of time. Not thread-safe. */
public final class FailureCount {
    private final int allowed;
    private final long window;
    private final LongSupplier nanoTime;
    private final Deque<Long> times = new ArrayDeque<>();

    public FailureCount(PluginLimits limits, LongSupplier nanoTime) {
        this.allowed = limits.failures();
        this.window = limits.failureWindow().toNanos();
        this.nanoTime = nanoTime;
    }

    /** Counts one more; returns whether these are too many. */
    public boolean add() {
        long now = nanoTime.getAsLong();
        times.add(now);
        while (now - times.peek() > window) {
            times.poll();
        }
        return times.size() > allowed;
    }
}
