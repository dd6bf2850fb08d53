// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UnhurriedFlushTest {
    private final ManualLoop loop = new ManualLoop();
    private final UnhurriedFlush flush = new UnhurriedFlush(loop);
    private final List<String> flushed = new ArrayList<>();

    private void add(String name) {
        loop.call(() -> flush.add(() -> flushed.add(name)));
    }

    @Test
    void afterATimeOfRestItIsDoneInThisTurn() {
        add("a");
        loop.runAll();
        assertEquals(List.of("a"), flushed);
        loop.advance(UnhurriedFlush.INTERVAL);
        add("b");
        loop.runAll();
        assertEquals(List.of("a", "b"), flushed);
    }

    @Test
    void whatFollowsSoonIsDoneTogetherWhenTheIntervalIsOver() {
        add("a");
        loop.runAll();
        loop.advance(Duration.ofMillis(3));
        add("b");
        loop.advance(Duration.ofMillis(5));
        add("c");
        loop.runAll();
        assertEquals(List.of("a"), flushed);
        loop.advance(Duration.ofMillis(2));
        assertEquals(List.of("a", "b", "c"), flushed);
    }
}
