// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.infinoted.host.sandbox.PluginTimer;

/** A clock and a timer that move when the test says. Thread-safe. */
public final class ManualTime implements PluginTimer {
    private final List<Due> pending = new ArrayList<>();
    private long now = 1_000_000;

    private record Due(long at, Runnable task) {}

    public synchronized long nanoTime() {
        return now;
    }

    /** The same time as one of the calendar. */
    Instant instant() {
        return Instant.EPOCH.plusNanos(nanoTime());
    }

    @Override
    public synchronized Task schedule(Duration delay, Runnable task) {
        var due = new Due(now + delay.toNanos(), task);
        pending.add(due);
        notifyAll();
        return () -> cancel(due);
    }

    /** Lets time pass; what becomes due runs in the caller's thread. */
    public void advance(Duration time) {
        long end = nanoTime() + time.toNanos();
        for (Optional<Due> due = next(end); due.isPresent(); due = next(end)) {
            due.get().task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    public synchronized int scheduled() {
        return pending.size();
    }

    /** Waits until so many tasks are scheduled, at most 10 s. */
    public synchronized void awaitScheduled(int number) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (pending.size() < number) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("Only " + pending.size() + " tasks are scheduled");
            }
            wait(left);
        }
    }

    private synchronized Optional<Due> next(long end) {
        Optional<Due> next = pending.stream().filter(due -> due.at <= end).min(Comparator.comparingLong(Due::at));
        next.ifPresent(due -> {
            pending.remove(due);
            now = Math.max(now, due.at);
        });
        return next;
    }

    private synchronized void cancel(Due due) {
        pending.remove(due);
    }
}
