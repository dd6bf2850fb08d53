// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.stream.InjectedErrors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
@Tag("unit")
class ReportingTimerTest {
    private static final String ERRORS = "org.infinoted.host.stream.InjectedErrors#all";

    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private final PluginThreads threads = new PluginThreads("test", faults::add);
    private final ReportingTimer timer = new ReportingTimer(threads, faults::add);

    @AfterEach
    void end() {
        timer.shutdownNow();
    }

    private void assertGoesOn() throws InterruptedException {
        var next = new CountDownLatch(1);
        timer.execute(next::countDown);
        assertTrue(next.await(10, TimeUnit.SECONDS));
        assertEquals(0, faults.size());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void whatTasksThrowIsReportedAndTheNextTaskRuns(Throwable thrown) throws InterruptedException {
        timer.execute(() -> InjectedErrors.throwAny(thrown));
        assertSame(thrown, faults.take());
        timer.schedule(() -> InjectedErrors.<Void>throwAny(thrown), 1, TimeUnit.MILLISECONDS);
        assertSame(thrown, faults.take());
        timer.scheduleWithFixedDelay(() -> InjectedErrors.throwAny(thrown), 1, 1, TimeUnit.MILLISECONDS);
        assertSame(thrown, faults.take());
        assertGoesOn();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void whatEndsAThreadIsReportedAndThereIsAnother(Throwable thrown) throws InterruptedException {
        try (var executor = new Closing(threads)) {
            executor.service.execute(() -> InjectedErrors.throwAny(thrown));
            assertSame(thrown, faults.take());
            var next = new CountDownLatch(1);
            executor.service.execute(next::countDown);
            assertTrue(next.await(10, TimeUnit.SECONDS));
        }
    }

    /** An executor for one test. */
    private static final class Closing implements AutoCloseable {
        private final java.util.concurrent.ExecutorService service;

        Closing(PluginThreads threads) {
            service = Executors.newSingleThreadExecutor(threads);
        }

        @Override
        public void close() {
            service.shutdownNow();
        }
    }
}
