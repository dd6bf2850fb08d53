// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinoted.host.plugin.ManualTime;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.testdoubles.RecordingLog;
import org.infinoted.testdoubles.Services;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.helpers.BasicMDCAdapter;

/** What services of plugins are called with: real threads, a clock that the test moves, a log that it reads. */
final class SpiFixture implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;
    private static final Bundle BUNDLE = Services.bundle(1, "org.example", "1.0.0");

    final ManualTime time = new ManualTime();
    final RecordingLog log = new RecordingLog();
    final BasicMDCAdapter mdc = new BasicMDCAdapter();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    final PluginRuntime runtime = new PluginRuntime(
            threads,
            (name, tooMany) -> threads::execute,
            time,
            time::nanoTime,
            InstantSource.system(),
            log,
            mdc,
            thrown -> {});

    /** A service of a bundle {@code org.example/1.0.0}. */
    static <S> ServiceReference<S> reference(long id, Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("service.id", id);
        return reference(all);
    }

    /** A service whose properties the test may change. */
    @SuppressWarnings("unchecked")
    static <S> ServiceReference<S> reference(Map<String, Object> properties) {
        return (ServiceReference<S>) Services.reference(BUNDLE, properties);
    }

    /** What a stage completes with. */
    static <R> R result(CompletionStage<R> stage) throws InterruptedException, TimeoutException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("It failed", e.getCause());
        }
    }

    /** What a stage fails with. */
    static String failure(CompletionStage<?> stage) throws InterruptedException, TimeoutException {
        try {
            Object result = stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("It completed with " + result);
        } catch (ExecutionException e) {
            return e.getCause().getMessage();
        }
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It did not happen");
        }
    }

    /** Waits for the latch whatever interrupts say, as code does that never returns. */
    static void awaitStubbornly(CountDownLatch latch) {
        CompletableFuture.runAsync(() -> {
                    try {
                        await(latch);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
    }

    void advance(Duration duration) {
        time.advance(duration);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
