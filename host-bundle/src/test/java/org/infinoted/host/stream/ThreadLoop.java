// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.loop.Loop;

/** A loop that is a real thread, for tests of what no order of whole tasks shows. */
public final class ThreadLoop implements Loop, AutoCloseable {
    private final ScheduledExecutorService executor;
    private volatile Thread thread;

    public ThreadLoop(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(task -> thread = new Thread(task, name));
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** Runs the task on the loop, after everything queued there, and returns its result. */
    public <T> T call(Callable<T> task) throws Exception {
        return executor.submit(task).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
