// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.loop.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class LoopsTest {
    private final BlockingQueue<Object> faults = new LinkedBlockingQueue<>();
    private final Faults noted = new Faults() {
        @Override
        public void thrown(Throwable thrown) {
            faults.add(thrown);
        }

        @Override
        public void loopEnded(String name) {
            faults.add(name);
        }
    };
    private final Loops loops = new Loops(2, SocketTransport.best(), noted);
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void loopsAreGivenInTurnAndStayTheSame() {
        Loop first = loops.next();
        Loop second = loops.next();
        assertNotSame(first, second);
        assertSame(first, loops.next());
        assertSame(second, loops.next());
    }

    @Test
    void runIsImmediateOnTheLoopAndOrderedFromElsewhere() throws Exception {
        Loop loop = loops.next();
        assertFalse(loop.inLoop());
        loop.run(() -> {
            loop.execute(() -> ran.add("executed"));
            loop.run(() -> ran.add("run, in loop: " + loop.inLoop()));
        });
        assertEquals(List.of("run, in loop: true", "executed"), List.of(ran.take(), ran.take()));
    }

    @Test
    void aScheduledTaskRunsOnTheLoopUnlessItIsCancelled() throws Exception {
        Loop loop = loops.next();
        loop.execute(() -> {
            Loop.Timer cancelled = loop.schedule(Duration.ofMillis(1), () -> ran.add("cancelled"));
            cancelled.cancel();
            loop.schedule(Duration.ofMillis(2), () -> ran.add("ran, in loop: " + loop.inLoop()));
        });
        assertEquals("ran, in loop: true", ran.take());
        assertTrue(ran.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void whateverATaskThrowsIsReportedAndTheLoopLives(Throwable thrown) throws Exception {
        Loop loop = loops.next();
        loop.execute(() -> InjectedErrors.throwAny(thrown));
        assertSame(thrown, faults.take());
        loop.schedule(Duration.ofMillis(1), () -> InjectedErrors.throwAny(thrown));
        assertSame(thrown, faults.take());
        loop.report(thrown);
        assertSame(thrown, faults.take());
        loop.execute(() -> ran.add("next"));
        assertEquals("next", ran.take());
        assertTrue(faults.isEmpty());
    }

    @Test
    void theEndOfALoopIsNoticedUnlessItIsWanted() throws Exception {
        loops.group().shutdownGracefully(0, 0, TimeUnit.SECONDS);
        Set<Object> ended = new HashSet<>(List.of(faults.take(), faults.take()));
        assertTrue(ended.stream().allMatch(name -> name.toString().startsWith("infinoted-loop")), ended::toString);
        loops.close();
        try (Loops others = new Loops(1, SocketTransport.best(), noted)) {
            others.next().execute(() -> ran.add("runs"));
            ran.take();
        }
        assertTrue(faults.isEmpty());
    }

    @Test
    void whatComesAfterTheEndIsDropped() {
        Loop loop = loops.next();
        loops.close();
        loop.execute(() -> ran.add("executed"));
        loop.schedule(Duration.ZERO, () -> ran.add("scheduled")).cancel();
        assertTrue(ran.isEmpty());
    }
}
