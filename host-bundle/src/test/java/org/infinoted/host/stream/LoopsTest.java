// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.infinoted.host.loop.Loop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoopsTest {
    private final Loops loops = new Loops(2, SocketTransport.best());
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

    @Test
    void whatComesAfterTheEndIsDropped() {
        Loop loop = loops.next();
        loops.close();
        loop.execute(() -> ran.add("executed"));
        loop.schedule(Duration.ZERO, () -> ran.add("scheduled")).cancel();
        assertTrue(ran.isEmpty());
    }
}
