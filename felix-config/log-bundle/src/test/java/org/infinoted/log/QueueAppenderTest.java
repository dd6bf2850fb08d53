// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class QueueAppenderTest {
    private static final int SIZE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoggerContext context = new LoggerContext();
    private final HangingAppender disk = new HangingAppender();
    private final QueueAppender queue = new QueueAppender(InstantSource.system());
    private Logger log;

    /** Hangs at each line until it may go on. */
    private static final class HangingAppender extends AppenderBase<ILoggingEvent> {
        private final CountDownLatch hanging = new CountDownLatch(1);
        private final Semaphore mayWrite = new Semaphore(0);
        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            hanging.countDown();
            mayWrite.acquireUninterruptibly();
            written.add(event.getFormattedMessage());
        }
    }

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        disk.setContext(context);
        disk.start();
        queue.setContext(context);
        queue.setQueueSize(SIZE);
        queue.setMaxFlushTime(100);
        queue.addAppender(disk);
        queue.start();
        log = context.getLogger("test");
        log.addAppender(queue);
    }

    @AfterEach
    void stop() {
        disk.mayWrite.release(1_000_000);
        context.stop();
    }

    private void write(int lines) throws InterruptedException {
        log.info("first");
        disk.hanging.await();
        for (int i = 0; i < lines; i++) {
            log.info("line {}", i);
        }
    }

    @Test
    void nobodyWaitsForADiskThatHangs() {
        assertTimeoutPreemptively(PATIENCE, () -> write(100_000));
    }

    @Test
    void stoppingWaitsForAHangingDiskOnlyForItsTime() {
        assertTimeoutPreemptively(PATIENCE, () -> {
            write(10);
            queue.stop();
        });
    }

    @Test
    void whatIsLostIsSaidOnceThereIsRoom() throws InterruptedException {
        write(SIZE + 23);
        disk.mayWrite.release(1_000_000);
        assertTimeoutPreemptively(PATIENCE, () -> {
            while (disk.written.stream().noneMatch(line -> line.contains("not written"))) {
                queue.report();
                Thread.onSpinWait();
            }
        });

        String said = disk.written.get(disk.written.size() - 1);
        assertEquals("23 lines were not written here, because writing took too long", said);
    }

    @Test
    void nothingIsLostWhileThereIsRoom() throws InterruptedException {
        write(SIZE);
        disk.mayWrite.release(1_000_000);
        queue.stop();

        assertTrue(disk.written.stream().noneMatch(line -> line.contains("not written")), disk.written::toString);
    }

    @Test
    void linesOfEveryLevelAreKeptUntilThereIsNoRoom() throws InterruptedException {
        write(SIZE);
        disk.mayWrite.release(1_000_000);

        assertTimeoutPreemptively(PATIENCE, () -> {
            while (disk.written.size() < 1 + SIZE) {
                Thread.onSpinWait();
            }
        });
    }
}
