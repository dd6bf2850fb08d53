// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardedTest {
    private static final Duration TIME = Duration.ofSeconds(5);

    private final SpiWorld world = new SpiWorld();
    private final ClassLoader loader = new URLClassLoader(new URL[0]);
    private final Guarded<String> guarded = guarded(new CallLimits(2, 1));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        world.close();
    }

    private Guarded<String> guarded(CallLimits limits) {
        var provider = new Provider("thing", "example", "org.example/1.0.0", loader);
        return new Guarded<>("service", provider, world.runtime, limits);
    }

    /** A call that has begun and goes on until the release, whatever interrupts say. */
    private CompletableFuture<String> stuck(String result) throws InterruptedException {
        var begun = new CountDownLatch(1);
        CompletableFuture<String> answer = guarded.ask("think", TIME, service -> {
            begun.countDown();
            SpiWorld.awaitStubbornly(release);
            return result;
        });
        SpiWorld.await(begun);
        return answer;
    }

    @Test
    void aCallHasTheBundlesClassLoaderAndThePluginsNameInTheLogAndLeavesNothingBehind() throws Exception {
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        Thread caller = Thread.currentThread();

        String answer = SpiWorld.result(guarded.ask("think", TIME, service -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            seen.add(world.mdc.get("plugin"));
            seen.add(Thread.currentThread() != caller);
            return service + " was called";
        }));

        assertEquals("service was called", answer);
        assertSame(loader, seen.get(0));
        assertEquals(List.of("example", true), seen.subList(1, 3));
        assertEquals(0, world.time.scheduled(), "the deadline is still there");
    }

    @Test
    void whatIsThrownFailsTheCallAndIsLoggedWithTheBundle() throws Exception {
        String failure = SpiWorld.failure(guarded.ask("think", TIME, service -> {
            throw new NoClassDefFoundError("org/example/Missing");
        }));

        assertEquals(
                "The thing of \"org.example/1.0.0\" has thrown java.lang.NoClassDefFoundError: org/example/Missing",
                failure);
        assertTrue(world.log.hasPart("The thing of \"org.example/1.0.0\" failed in think"), world.log::toString);
    }

    @Test
    void aCallThatTakesTooLongFailsInTimeAndIsInterruptedAndItsStackIsLogged() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        CompletableFuture<String> answer = guarded.ask("think", TIME, service -> {
            begun.countDown();
            try {
                SpiWorld.await(new CountDownLatch(1));
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });
        SpiWorld.await(begun);

        world.advance(TIME.minusMillis(1));
        assertFalse(answer.isDone());
        world.advance(Duration.ofMillis(1));

        assertEquals("The thing of \"org.example/1.0.0\" has not answered within 5.0 s", SpiWorld.failure(answer));
        SpiWorld.await(interrupted);
        assertTrue(
                world.log.stacks().stream().anyMatch(stack -> stack.contains(GuardedTest.class.getName())),
                world.log.stacks()::toString);
    }

    @Test
    void aCallThatFindsNoRoomIsMadeWhenThereIsSome() throws Exception {
        CompletableFuture<String> first = stuck("first");
        CompletableFuture<String> second = stuck("second");
        CompletableFuture<String> third = guarded.ask("think", TIME, service -> "third");
        assertEquals(
                "The thing of \"org.example/1.0.0\" was not asked: 1 calls wait for it",
                SpiWorld.failure(guarded.ask("think", TIME, service -> "fourth")));
        assertFalse(third.isDone());

        release.countDown();

        assertEquals("first", SpiWorld.result(first));
        assertEquals("second", SpiWorld.result(second));
        assertEquals("third", SpiWorld.result(third));
    }

    @Test
    void aCallThatHasWaitedTooLongIsNotMade() throws Exception {
        stuck("first");
        stuck("second");
        var made = new CountDownLatch(1);
        CompletableFuture<String> third = guarded.ask("think", TIME.dividedBy(2), service -> {
            made.countDown();
            return "third";
        });

        world.advance(TIME.dividedBy(2));

        SpiWorld.failure(third);
        release.countDown();
        assertEquals("fourth", SpiWorld.result(guarded.ask("think", TIME, service -> "fourth")));
        assertEquals(1, made.getCount());
    }

    @Test
    void whenNoCallHasReturnedInTimeFurtherOnesFailAtOnceUntilOneHas() throws Exception {
        CompletableFuture<String> first = stuck("first");
        stuck("second");
        world.advance(TIME);
        SpiWorld.failure(first);

        CompletableFuture<String> third = guarded.ask("think", TIME, service -> "third");
        assertTrue(third.isDone(), "it waits for those that do not return");
        assertEquals(
                "The thing of \"org.example/1.0.0\" was not asked: it has not returned from 2 calls",
                SpiWorld.failure(third));

        release.countDown();
        // the first call that finds room shows that there is some again
        CompletableFuture<String> later = guarded.ask("think", TIME, service -> "later");
        while (later.isCompletedExceptionally()) {
            Thread.onSpinWait();
            later = guarded.ask("think", TIME, service -> "later");
        }
        assertEquals("later", SpiWorld.result(later));
    }

    @Test
    void afterItIsClosedNothingIsCalledAndWhatIsUnderWayFails() throws Exception {
        CompletableFuture<String> first = stuck("first");

        guarded.close();

        assertEquals("The thing of \"org.example/1.0.0\" has gone", SpiWorld.failure(first));
        assertEquals(
                "The thing of \"org.example/1.0.0\" has gone",
                SpiWorld.failure(guarded.ask("think", TIME, service -> "second")));
    }
}
