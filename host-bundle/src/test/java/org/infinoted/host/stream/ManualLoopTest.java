// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ManualLoopTest {
    private final ManualLoop loop = new ManualLoop();
    private final List<String> ran = new ArrayList<>();

    @Test
    void timersRunWhenDueInTheOrderOfTheirTimes() {
        loop.schedule(Duration.ofSeconds(3), () -> ran.add("3 s"));
        loop.schedule(
                Duration.ofSeconds(1),
                () -> loop.execute(() -> ran.add("1 s at " + loop.clock().instant())));
        loop.schedule(Duration.ofSeconds(4), () -> ran.add("4 s"));

        loop.advance(Duration.ofSeconds(3));

        assertEquals(List.of("1 s at 1970-01-01T00:00:01Z", "3 s"), ran);
    }

    @Test
    void aCancelledTimerNeverRuns() {
        loop.schedule(Duration.ofSeconds(1), () -> ran.add("late")).cancel();

        loop.advance(Duration.ofHours(1));

        assertEquals(List.of(), ran);
    }

    @Test
    void theTestIsInTheLoopOnlyInsideTasks() {
        loop.execute(() -> ran.add("in loop: " + loop.inLoop()));

        loop.runAll();

        assertEquals(List.of("in loop: true"), ran);
        assertFalse(loop.inLoop());
    }
}
