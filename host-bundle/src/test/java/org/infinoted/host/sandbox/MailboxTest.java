// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.testdoubles.ManualExecutor;
import org.infinoted.testdoubles.RecordingLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;

@Tag("unit")
class MailboxTest {
    private final ManualExecutor executor = new ManualExecutor();
    private final List<String> done = new ArrayList<>();
    private final RecordingLog log = new RecordingLog();
    private final Mailbox mailbox = mailbox(3, 1);

    private Mailbox mailbox(int backlog, int slice) {
        return new Mailbox(executor, backlog, slice, () -> done.add("overflow"), log.getLogger("mailbox"));
    }

    private void post(String name) {
        mailbox.post(() -> done.add(name));
    }

    @Test
    void tasksRunInOrderOneForEachTurn() {
        post("a");
        post("b");
        assertEquals(1, executor.waiting());
        executor.run(0);
        assertEquals(List.of("a"), done);
        executor.runAll();
        assertEquals(List.of("a", "b"), done);
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void tasksAfterOneThatThrowsRun(Throwable thrown) {
        mailbox.post(() -> InjectedErrors.throwAny(thrown));
        post("next");
        executor.runAll();
        assertEquals(List.of("next"), done);
    }

    /** As when there is no memory even for the line in the log. */
    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void tasksAfterOneThatCannotEvenBeLoggedRun(Throwable thrown) {
        var mute = (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> InjectedErrors.throwAny(thrown));
        var unlogged = new Mailbox(executor, 3, 1, () -> {}, mute);
        unlogged.post(() -> InjectedErrors.throwAny(thrown));
        unlogged.post(() -> done.add("next"));
        assertThrows(thrown.getClass(), () -> executor.run(0));
        executor.runAll();
        assertEquals(List.of("next"), done);
    }

    @Test
    void threadIsGivenBackAfterASlice() {
        Mailbox sliced = mailbox(100, 10);
        for (int i = 0; i < 25; i++) {
            sliced.post(() -> done.add("x"));
        }
        executor.run(0);
        assertEquals(10, done.size());
        executor.runAll();
        assertEquals(25, done.size());
    }

    @Test
    void taskThatFindsItFullIsReportedAndNotTaken() {
        for (String name : List.of("a", "b", "c", "d")) {
            post(name);
        }
        executor.runAll();
        assertEquals(List.of("overflow", "a", "b", "c"), done);
    }

    @Test
    void stepsComeBeforeWhatWaitsAndCountAsOne() {
        mailbox.post(() -> mailbox.first(Stream.of("1", "2", "3", "4", "5")
                .<Runnable>map(name -> () -> done.add(name))
                .iterator()));
        post("a");
        executor.run(0);
        post("b");
        executor.runAll();
        assertEquals(List.of("1", "2", "3", "4", "5", "a", "b"), done);
    }

    @Test
    void finishDropsWhatWaitsAndRunsTheLastTaskOnly() {
        post("a");
        mailbox.finish(() -> done.add("last"));
        mailbox.finish(() -> done.add("second last"));
        post("b");
        executor.runAll();
        assertEquals(List.of("last"), done);
    }

    @Test
    void finishInATaskEndsItsSteps() {
        mailbox.post(() ->
                mailbox.first(List.<Runnable>of(() -> mailbox.finish(() -> done.add("last")), () -> done.add("never"))
                        .iterator()));
        executor.runAll();
        assertEquals(List.of("last"), done);
    }

    @Test
    void abandonedMailboxRunsNothing() {
        post("a");
        mailbox.abandon();
        mailbox.finish(() -> done.add("last"));
        post("b");
        executor.runAll();
        assertEquals(List.of(), done);
    }

    @Test
    void onlyItsTasksAreInside() {
        assertFalse(mailbox.inside());
        mailbox.post(() -> done.add("" + mailbox.inside()));
        executor.runAll();
        assertEquals(List.of("true"), done);
        assertFalse(mailbox.inside());
    }

    @Test
    void taskThatThrowsDoesNotStopTheNext() {
        mailbox.post(() -> {
            throw new IllegalStateException("no");
        });
        post("a");
        executor.runAll();
        assertEquals(List.of("a"), done);
        assertTrue(log.hasPart("failed outside of the plugin"));
    }

    static Stream<Throwable> noThread() {
        return Stream.of(new RejectedExecutionException("no"), new OutOfMemoryError("unable to create native thread"));
    }

    @ParameterizedTest
    @MethodSource("noThread")
    void whatFoundNoThreadIsTriedAgainWithTheNextTask(Throwable thrown) {
        boolean[] refuse = {true};
        var unwilling = new Mailbox(
                task -> {
                    if (refuse[0]) {
                        InjectedErrors.throwAny(thrown);
                    }
                    executor.execute(task);
                },
                3,
                1,
                () -> {},
                log.getLogger("mailbox"));
        unwilling.post(() -> done.add("a"));
        refuse[0] = false;
        unwilling.post(() -> done.add("b"));
        executor.runAll();
        assertEquals(List.of("a", "b"), done);
        assertTrue(log.hasPart("There is no thread for a plugin's callbacks"));
    }

    @Test
    void tasksOfManyThreadsRunOneAtATimeInTheOrderOfEach() throws Exception {
        int posters = 4;
        int each = 5_000;
        List<int[]> ran = new ArrayList<>(); // without synchronisation: that is the mailbox's
        var all = new CountDownLatch(posters * each);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            var shared = new Mailbox(threads, posters * each, 7, () -> {}, log.getLogger("mailbox"));
            for (int p = 0; p < posters; p++) {
                int poster = p;
                threads.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        shared.post(() -> {
                            ran.add(new int[] {poster, number});
                            all.countDown();
                        });
                    }
                });
            }
            assertTrue(all.await(30, TimeUnit.SECONDS));
        } finally {
            threads.shutdown();
        }
        int[] next = new int[posters];
        for (int[] task : ran) {
            assertEquals(next[task[0]]++, task[1]);
        }
        assertEquals(posters * each, ran.size());
    }
}
