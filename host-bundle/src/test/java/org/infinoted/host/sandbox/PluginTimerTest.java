// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PluginTimerTest {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final PluginTimer timer = PluginTimer.of(executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void runsWhatIsDue() throws InterruptedException {
        var ran = new CountDownLatch(1);
        timer.schedule(Duration.ofMillis(1), ran::countDown);
        assertTrue(ran.await(10, TimeUnit.SECONDS));
    }

    @Test
    void doesNotRunWhatWasCancelled() throws Exception {
        var ran = new AtomicInteger();
        var held = new CountDownLatch(1);
        executor.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        PluginTimer.Task task = timer.schedule(Duration.ZERO, ran::incrementAndGet);
        task.cancel();
        held.countDown();
        executor.submit(() -> {}).get(10, TimeUnit.SECONDS);
        assertEquals(0, ran.get());
    }

    @Test
    void takesDelaysBeyondTheClock() {
        timer.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {}).cancel();
    }

    @Test
    void doesNothingAfterShutdown() {
        executor.shutdown();
        timer.schedule(Duration.ZERO, () -> {}).cancel();
    }
}
