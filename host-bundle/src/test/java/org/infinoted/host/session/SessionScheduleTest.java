// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.Schedule;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients on several loops who come, join, speak, leave and are lost at random, in one session, with threads in any order. */
@Tag("random")
class SessionScheduleTest {
    private static final int RUNS = RandomRuns.count(50, 1_000);
    private static final int STEPS = 600;

    private int heard;
    private int closedByServer;

    @Test
    void everySubscriberSeesTheSameFromItsSnapshotOnWithNothingTwiceAndNothingLost() {
        Schedule.random(1, RUNS, this::run);

        assertTrue(heard > 50 * RUNS, "only " + heard + " messages were heard");
        assertTrue(closedByServer > RUNS / 4, "only " + closedByServer + " subscriptions saw the end of the session");
    }

    private void run(Schedule schedule) {
        long before = FrameMemory.inUse();
        SessionRun run = new SessionRun(schedule);
        for (int i = 0; i < STEPS; i++) {
            run.step();
        }
        run.end();
        assertTrue(FrameMemory.inUse() <= before, "frames were not released");
        heard += run.heard();
        closedByServer += run.closedByServer();
    }
}
