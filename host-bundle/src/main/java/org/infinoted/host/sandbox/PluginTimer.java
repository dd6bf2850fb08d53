// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What has things done later for plugins. Thread-safe. */
@FunctionalInterface
public interface PluginTimer {
    /** Has the task run after the delay, on a thread of the timer. The task must return at once. */
    Task schedule(Duration delay, Runnable task);

    /** Something scheduled. */
    @FunctionalInterface
    interface Task {
        /** Takes it back. From then on nothing refers to what was to be run. Does nothing if it has run. Any thread. */
        void cancel();
    }

    /** A timer on the threads of this executor. After its shutdown nothing is run any more. */
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
