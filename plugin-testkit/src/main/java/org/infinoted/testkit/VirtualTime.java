// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * A clock that stands still, and a queue whose tasks run when they are told to. Tasks may be given by any thread; the thread of the
 * test runs them.
 */
final class VirtualTime implements Executor, InstantSource {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @GuardedBy("this")
    private final Queue<Runnable> queue = new ArrayDeque<>();

    @GuardedBy("this")
    private final List<Due> pending = new ArrayList<>(); // in the order of arrival

    @GuardedBy("this")
    private Instant now = START;

    @GuardedBy("this")
    private long scheduled;

    private record Due(Instant at, long number, Runnable task) {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void execute(Runnable task) {
        queue.add(task);
    }

    /** Queues the task after the delay; what is returned takes it back. */
    synchronized Runnable schedule(Duration delay, Runnable task) {
        var due = new Due(now.plus(delay), ++scheduled, task);
        pending.add(due);
        return () -> cancel(due);
    }

    private synchronized void cancel(Due due) {
        pending.remove(due);
    }

    /** Runs what is queued longest. Returns whether there was anything. */
    boolean runNext() {
        Runnable task;
        synchronized (this) {
            task = queue.poll();
        }
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Moves the clock to what is due next and queues it, or to the end if nothing is due before it. Returns whether it is. */
    synchronized boolean moveTowards(Instant end) {
        Optional<Due> next =
                pending.stream().filter(due -> !due.at.isAfter(end)).min(Comparator.comparing(Due::at));
        if (next.isPresent()) {
            pending.remove(next.get());
            queue.add(next.get().task);
        }
        Instant to = next.map(Due::at).orElse(end);
        now = to.isAfter(now) ? to : now;
        return next.isPresent();
    }
}
