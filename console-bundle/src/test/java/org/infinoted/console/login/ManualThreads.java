// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** Threads and a clock that a test moves: what is due runs in the order of its time. */
final class ManualThreads extends Clock implements LoginThreads {
    private record Task(Runnable action, Instant at) {}

    private final List<Task> tasks = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private boolean closed;

    @Override
    public void run(Runnable task, Duration delay) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        tasks.add(new Task(task, now.plus(delay)));
    }

    @Override
    public void close() {
        closed = true;
        tasks.clear();
    }

    /** Runs one task that is due. Returns false if there is none. */
    boolean step() {
        Task next = tasks.stream().min(Comparator.comparing(Task::at)).orElse(null);
        if (next == null || next.at().isAfter(now)) {
            return false;
        }
        tasks.remove(next);
        next.action().run();
        return true;
    }

    /** How many tasks could run now. */
    long due() {
        return tasks.stream().filter(task -> !task.at().isAfter(now)).count();
    }

    void advance(Duration time) {
        while (step()) {}
        now = now.plus(time);
        while (step()) {}
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
