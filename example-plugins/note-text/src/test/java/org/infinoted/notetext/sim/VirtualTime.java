// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Runs actions in the order of the times for which they were planned, without waiting. Times are seconds. */
final class VirtualTime implements InstantSource {
    private record Planned(double time, long number, Runnable action) {}

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingDouble(Planned::time).thenComparingLong(Planned::number));
    private long number;
    private double now;

    double now() {
        return now;
    }

    /** Plans an action; those planned for the same time run in the order of the calls. */
    void at(double time, Runnable action) {
        planned.add(new Planned(Math.max(time, now), number++, action));
    }

    /** Runs everything that is planned for up to this time. */
    void runUntil(double end) {
        while (!planned.isEmpty() && planned.peek().time() <= end) {
            runNext();
        }
        now = Math.max(now, end);
    }

    /** Runs everything that is planned, and what comes of it. */
    void runAll() {
        while (!planned.isEmpty()) {
            runNext();
        }
    }

    private void runNext() {
        Planned next = planned.remove();
        now = next.time();
        next.action().run();
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos((long) (now * 1e9));
    }
}
