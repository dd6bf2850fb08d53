// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs tasks for plugins at a later time. Thread-safe. */
@FunctionalInterface
public interface PluginTimer {
    /** Runs the task after the delay, on a thread of the timer. The task must return at once. */
    Task schedule(Duration delay, Runnable task);

    /** A scheduled task. */
    @FunctionalInterface
    interface Task {
        /** Cancels the task. From then on nothing refers to it. Does nothing if it has run. Any thread. */
        void cancel();
    }

    /** A timer on the threads of this executor. After its shutdown nothing is run. */
    static PluginTimer of(ScheduledExecutorService executor) {
        return (delay, task) -> {
            // an executor may keep what was cancelled until it would have been due
            var pending = new AtomicReference<>(task);
            Runnable take = () -> {
                Runnable taken = pending.getAndSet(null);
                if (taken != null) {
                    taken.run();
                }
            };
            try {
                Future<?> future = executor.schedule(take, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
                return () -> {
                    pending.set(null);
                    future.cancel(false);
                };
            } catch (RejectedExecutionException e) {
                return () -> {};
            }
        };
    }
}
