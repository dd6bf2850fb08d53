// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Where credentials are compared, and answers wait for their time. */
interface LoginThreads extends AutoCloseable {
    /** @throws RejectedExecutionException after the end */
    void run(Runnable task, Duration delay);

    /** Drops what has not begun. */
    @Override
    void close();

    /** Two: one for guesses and one for what was right before. */
    static LoginThreads two() {
        var pool = new ScheduledThreadPoolExecutor(2, task -> {
            var thread = new Thread(task, "infinoted-console-login");
            thread.setDaemon(true);
            return thread;
        });
        return new LoginThreads() {
            @Override
            public void run(Runnable task, Duration delay) {
                pool.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void close() {
                pool.shutdownNow();
            }
        };
    }
}
