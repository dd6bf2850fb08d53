// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thread, for tasks at once and at a later time. What a task throws is reported: an executor would keep it to itself. */
public final class ReportingTimer extends ScheduledThreadPoolExecutor {
    private final Consumer<Throwable> faults;

    /** @param faults told of what tasks have thrown, on this thread */
    public ReportingTimer(ThreadFactory threads, Consumer<Throwable> faults) {
        super(1, threads);
        this.faults = faults;
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        super.afterExecute(task, thrown);
        if (thrown != null) {
            faults.accept(thrown);
        } else if (task instanceof Future<?> future && future.isDone()) {
            report(future);
        }
    }

    private void report(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            faults.accept(e.getCause());
        } catch (CancellationException e) {
            // nothing was thrown
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
