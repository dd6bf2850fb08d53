// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for the end of something, but not for ever; what takes too long is logged. An interrupted thread does not wait. */
final class TimedWait {
    private static final Logger LOG = LoggerFactory.getLogger(TimedWait.class);

    private TimedWait() {}

    static void await(CompletionStage<Void> done, Duration time, String what) {
        try {
            done.toCompletableFuture().get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.error("{} was not done within {} s; the server goes on without waiting", what, time.toSeconds());
        } catch (ExecutionException e) {
            LOG.error("{} failed", what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shuts an executor down and waits for the tasks that it has. */
    static void end(ExecutorService executor, Duration time, String otherwise) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(time.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn(otherwise);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
