// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.host.stream.ManualLoop;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoopWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualLoop busy = new ManualLoop();
    private final ManualLoop idle = new ManualLoop();
    private long now;
    private final LoopWatch watch = new LoopWatch(List.of(busy, idle), PATIENCE, () -> now);

    private void look(int afterSeconds) {
        now += Duration.ofSeconds(afterSeconds).toNanos();
        idle.runAll();
        watch.look();
    }

    @Test
    void loopsThatAnswerAreSilentInNobodysEyes() {
        for (int i = 0; i < 5; i++) {
            look(100);
            busy.runAll();
        }
        assertEquals(List.of(), watch.silent());
    }

    @Test
    void oneThatDoesNotAnswerForLongerThanThePatienceIsNamed() {
        look(0);
        busy.runAll();
        look(1);
        look(10);
        assertEquals(List.of(), watch.silent());

        look(1);

        assertEquals(1, watch.silent().size());
        assertTrue(watch.silent().get(0).contains("has not answered for 11 s"), watch.silent()::toString);
        assertTrue(watch.silent().get(0).contains(Thread.currentThread().getName()), watch.silent()::toString);
        assertEquals(false, busy.isIdle(), "one question is enough");
    }

    @Test
    void itIsForgottenWhenItAnswers() {
        look(0);
        look(11);
        assertEquals(1, watch.silent().size());
        busy.runAll();
        look(1);
        assertEquals(List.of(), watch.silent());
    }
}
