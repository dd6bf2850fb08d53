// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.infinoted.host.stream.InjectedErrors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
@Tag("unit")
class StoreExecutorTest extends StoreFixture {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private StoreExecutor executor;

    @BeforeEach
    void start() {
        executor = new StoreExecutor(store, 2, faults::add);
    }

    @AfterEach
    void stop() {
        gate.countDown();
        executor.close(Duration.ofSeconds(10));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** Lets nothing through until the test opens the gate; tells the test that it has begun. */
    private void hold(CountDownLatch begun) throws IOException {
        begun.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    @Test
    void worksOnTheStoreOnThreadsOfItsOwn() {
        await(executor.write(documents -> documents.createFolder("/a")));
        assertEquals(1, await(executor.read(documents -> documents.list("/"))).size());
        assertNotSame(Thread.currentThread(), await(executor.read(documents -> Thread.currentThread())));
    }

    @Test
    void failsWithWhatTheWorkThrew() {
        var failure = new IOException("no disk");
        CompletionStage<Void> stage = executor.write(documents -> {
            throw failure;
        });
        assertSame(
                failure,
                assertThrows(CompletionException.class, () -> await(stage)).getCause());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void whateverTheWorkThrowsIsReportedAndEndsNoThread(Throwable thrown) {
        CompletionStage<Void> change = executor.write(documents -> InjectedErrors.throwAny(thrown));
        CompletionStage<Void> reading = executor.read(documents -> InjectedErrors.throwAny(thrown));
        assertSame(
                thrown,
                assertThrows(CompletionException.class, () -> await(change)).getCause());
        assertSame(
                thrown,
                assertThrows(CompletionException.class, () -> await(reading)).getCause());
        assertEquals(List.of(thrown, thrown), faults);
        await(executor.write(documents -> documents.createFolder("/a")));
        assertEquals(1, await(executor.read(documents -> documents.list("/"))).size());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void workForWhichThereIsNoThreadFailsAndIsNotWaitedFor(Throwable thrown) {
        var threads = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> InjectedErrors.throwAny(thrown));
        var unlucky = new StoreExecutor(store, threads, threads, threads, faults::add);
        CompletionStage<Void> change = unlucky.write(documents -> documents.createFolder("/a"));
        assertTrue(change.toCompletableFuture().isCompletedExceptionally());
        assertEquals(List.of(thrown), faults);
        assertEquals(0, unlucky.close(Duration.ofSeconds(15)));
    }

    @Test
    void bugInTheWorkFailsItsStageAndNothingElse() {
        CompletionStage<Void> stage = executor.write(documents -> {
            throw new AssertionError("a bug");
        });
        assertInstanceOf(
                AssertionError.class,
                assertThrows(CompletionException.class, () -> await(stage)).getCause());
        await(executor.write(documents -> documents.createFolder("/a")));
    }

    @Test
    void changesAreMadeOneAtATimeInTheirOrder() {
        List<Integer> done = Collections.synchronizedList(new ArrayList<>());
        var atOnce = new AtomicInteger();
        List<CompletionStage<Void>> stages = IntStream.range(0, 200)
                .mapToObj(i -> executor.write(documents -> {
                    assertEquals(1, atOnce.incrementAndGet());
                    done.add(i);
                    atOnce.decrementAndGet();
                }))
                .toList();
        stages.forEach(StoreExecutorTest::await);
        assertEquals(IntStream.range(0, 200).boxed().toList(), done);
    }

    @Test
    void severalReadAtOnceDuringAChange() throws Exception {
        var begun = new CountDownLatch(1);
        CompletionStage<Void> change = executor.write(documents -> hold(begun));
        begun.await();
        var together = new CyclicBarrier(2);
        StoreExecutor.Reading<Integer> reading = documents -> {
            try {
                return together.await();
            } catch (Exception e) {
                throw new IOException(e);
            }
        };
        CompletionStage<Integer> one = executor.read(reading);
        CompletionStage<Integer> two = executor.read(reading);
        assertEquals(1, await(one) + await(two));
        assertFalse(change.toCompletableFuture().isDone());
    }

    @Test
    void changesGoOnWhileADocumentIsSaved() throws Exception {
        var begun = new CountDownLatch(1);
        CompletionStage<Void> save = executor.save(documents -> hold(begun));
        begun.await();
        await(executor.write(documents -> documents.createFolder("/a")));
        assertFalse(save.toCompletableFuture().isDone());
    }

    @Test
    void closingWaitsForSaves() throws Exception {
        var begun = new CountDownLatch(1);
        executor.save(documents -> hold(begun));
        begun.await();
        assertEquals(1, executor.close(Duration.ofMillis(1)));
    }

    @Test
    void closingWaitsForWhatIsQueued() {
        var done = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            executor.write(documents -> done.incrementAndGet());
        }
        executor.write(documents -> {
            throw new IOException("that is done with, too");
        });
        assertEquals(0, executor.close(Duration.ofSeconds(10)));
        assertEquals(50, done.get());
    }

    @Test
    void closingReportsWhatIsNotDoneAndDoesNotBeginIt() throws Exception {
        var begun = new CountDownLatch(1);
        var late = new AtomicBoolean();
        CompletionStage<Void> held = executor.write(documents -> hold(begun));
        CompletionStage<Void> queued = executor.write(documents -> late.set(true));
        begun.await();
        assertEquals(2, executor.close(Duration.ofMillis(1)));
        gate.countDown();
        for (CompletionStage<Void> stage : List.of(held, queued)) {
            assertInstanceOf(
                    IOException.class,
                    assertThrows(CompletionException.class, () -> await(stage)).getCause());
        }
        assertFalse(late.get());
    }

    @Test
    void nothingIsTakenAfterClosing() {
        executor.close(Duration.ZERO);
        CompletionStage<Integer> stage = executor.read(documents -> 1);
        assertInstanceOf(
                IOException.class,
                assertThrows(CompletionException.class, () -> await(stage)).getCause());
    }

    @Test
    void interruptedCloserGivesUpWaitingAndStaysInterrupted() throws Exception {
        var begun = new CountDownLatch(1);
        executor.write(documents -> hold(begun));
        begun.await();
        Thread.currentThread().interrupt();
        assertEquals(1, executor.close(Duration.ofSeconds(10)));
        assertTrue(Thread.interrupted());
    }
}
