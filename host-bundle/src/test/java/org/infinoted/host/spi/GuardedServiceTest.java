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
import org.infinoted.host.sandbox.PluginBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GuardedServiceTest {
    private static final Duration TIME = Duration.ofSeconds(5);

    private final SpiFixture fixture = new SpiFixture();
    private final ClassLoader loader = new URLClassLoader(new URL[0]);
    private final GuardedService<String> guarded = guarded(new CallLimits(2, 1));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        fixture.close();
    }

    private GuardedService<String> guarded(CallLimits limits) {
        var provider = new ServiceProvider("thing", "example", new PluginBundle("org.example", "1.0.0", 1, loader));
        return new GuardedService<>("service", provider, fixture.runtime, limits);
    }

    /** A call that has begun and goes on until the release, whatever interrupts say. */
    private CompletableFuture<String> stuck(String result) throws InterruptedException {
        var begun = new CountDownLatch(1);
        CompletableFuture<String> answer = guarded.ask("think", TIME, service -> {
            begun.countDown();
            SpiFixture.awaitStubbornly(release);
            return result;
        });
        SpiFixture.await(begun);
        return answer;
    }

    @Test
    void aCallHasTheBundlesClassLoaderAndThePluginsNameInTheLogAndLeavesNothingBehind() throws Exception {
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        Thread caller = Thread.currentThread();

        String answer = SpiFixture.result(guarded.ask("think", TIME, service -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            seen.add(fixture.mdc.get("plugin"));
            seen.add(Thread.currentThread() != caller);
            return service + " was called";
        }));

        assertEquals("service was called", answer);
        assertSame(loader, seen.get(0));
        assertEquals(List.of("example", true), seen.subList(1, 3));
        assertEquals(0, fixture.time.scheduled(), "the deadline is still there");
    }

    @Test
    void whatIsThrownFailsTheCallAndIsLoggedWithTheBundle() throws Exception {
        String failure = SpiFixture.failure(guarded.ask("think", TIME, service -> {
            throw new NoClassDefFoundError("org/example/Missing");
        }));

        assertEquals(
                "The thing of \"org.example/1.0.0\" has thrown java.lang.NoClassDefFoundError: org/example/Missing",
                failure);
        assertTrue(fixture.log.hasPart("The thing of \"org.example/1.0.0\" failed in think"), fixture.log::toString);
    }

    @Test
    void aCallThatTakesTooLongFailsInTimeAndIsInterruptedAndItsStackIsLogged() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        CompletableFuture<String> answer = guarded.ask("think", TIME, service -> {
            begun.countDown();
            try {
                SpiFixture.await(new CountDownLatch(1));
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });
        SpiFixture.await(begun);

        fixture.advance(TIME.minusMillis(1));
        assertFalse(answer.isDone());
        fixture.advance(Duration.ofMillis(1));

        assertEquals("The thing of \"org.example/1.0.0\" has not answered within 5.0 s", SpiFixture.failure(answer));
        SpiFixture.await(interrupted);
        assertTrue(
                fixture.log.stacks().stream().anyMatch(stack -> stack.contains(GuardedServiceTest.class.getName())),
                fixture.log.stacks()::toString);
    }

    @Test
    void aCallThatFindsNoRoomIsMadeWhenThereIsSome() throws Exception {
        CompletableFuture<String> first = stuck("first");
        CompletableFuture<String> second = stuck("second");
        CompletableFuture<String> third = guarded.ask("think", TIME, service -> "third");
        assertEquals(
                "The thing of \"org.example/1.0.0\" was not asked: 1 calls wait for it",
                SpiFixture.failure(guarded.ask("think", TIME, service -> "fourth")));
        assertFalse(third.isDone());

        release.countDown();

        assertEquals("first", SpiFixture.result(first));
        assertEquals("second", SpiFixture.result(second));
        assertEquals("third", SpiFixture.result(third));
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

        fixture.advance(TIME.dividedBy(2));

        SpiFixture.failure(third);
        release.countDown();
        assertEquals("fourth", SpiFixture.result(guarded.ask("think", TIME, service -> "fourth")));
        assertEquals(1, made.getCount());
    }

    @Test
    void whenNoCallHasReturnedInTimeFurtherOnesFailAtOnceUntilOneHas() throws Exception {
        CompletableFuture<String> first = stuck("first");
        stuck("second");
        fixture.advance(TIME);
        SpiFixture.failure(first);

        CompletableFuture<String> third = guarded.ask("think", TIME, service -> "third");
        assertTrue(third.isDone(), "it waits for those that do not return");
        assertEquals(
                "The thing of \"org.example/1.0.0\" was not asked: it has not returned from 2 calls",
                SpiFixture.failure(third));

        release.countDown();
        // the first call that finds room shows that there is some again
        CompletableFuture<String> later = guarded.ask("think", TIME, service -> "later");
        while (later.isCompletedExceptionally()) {
            Thread.onSpinWait();
            later = guarded.ask("think", TIME, service -> "later");
        }
        assertEquals("later", SpiFixture.result(later));
    }

    @Test
    void afterItIsClosedNothingIsCalledAndWhatIsUnderWayFails() throws Exception {
        CompletableFuture<String> first = stuck("first");

        guarded.close();

        assertEquals("The thing of \"org.example/1.0.0\" has gone", SpiFixture.failure(first));
        assertEquals(
                "The thing of \"org.example/1.0.0\" has gone",
                SpiFixture.failure(guarded.ask("think", TIME, service -> "second")));
    }
}
