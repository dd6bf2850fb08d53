// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the requests of one connection may cost over time. */
@Tag("unit")
class WorkBudgetTest {
    private Instant now = Instant.EPOCH;
    private final WorkBudget budget = new WorkBudget(1000, () -> now);

    private Duration charge(long steps) {
        return budget.charge(steps);
    }

    private void pass(long millis) {
        now = now.plusMillis(millis);
    }

    @Test
    void whatTwoSecondsAllowIsPossibleAtOnce() {
        assertEquals(Duration.ZERO, charge(1500));
        assertEquals(Duration.ZERO, charge(500));
    }

    @Test
    void whoGoesBeyondWaitsUntilItWouldNot() {
        charge(2000);
        assertEquals(Duration.ofMillis(501), charge(500));
        assertEquals(Duration.ofMillis(1501), charge(1000));
        pass(1501);
        assertEquals(Duration.ZERO, charge(1));
    }

    @Test
    void cheapRequestsCostNothing() {
        for (int i = 0; i < 10_000; i++) {
            assertEquals(Duration.ZERO, charge(10));
            pass(10);
        }
    }

    @Test
    void tooManyCheapRequestsAtOnceCount() {
        Duration pause = Duration.ZERO;
        for (int i = 0; i < 300; i++) {
            pause = charge(10);
        }
        assertEquals(Duration.ofMillis(1001), pause);
    }

    @Test
    void cheapRequestsCountForThoseWithDearOnes() {
        charge(2000);
        assertEquals(Duration.ofMillis(11), charge(10));
    }

    @Test
    void timeMakesUpForWhatWasSpent() {
        charge(2000);
        pass(100);
        assertEquals(Duration.ZERO, charge(100));
        assertEquals(Duration.ofMillis(101), charge(100));
        pass(Duration.ofDays(10_000).toMillis());
        assertEquals(Duration.ZERO, charge(2000));
    }

    @Test
    void aClockThatGoesBackDoesNoHarm() {
        charge(2000);
        pass(-5000);
        assertEquals(Duration.ofMillis(101), charge(100));
        pass(1101);
        assertEquals(Duration.ZERO, charge(1000));
    }

    @Test
    void whoStaysBeyondForLongHasExhaustedIt() {
        charge(2500);
        for (int i = 0; i < 10; i++) {
            pass(1000);
            assertFalse(charge(1000).isZero());
            assertFalse(budget.isExhausted());
        }
        pass(1000);
        charge(1000);
        assertTrue(budget.isExhausted());
    }

    @Test
    void whoCalmsDownBeginsAnew() {
        charge(2500);
        pass(9000);
        charge(1000);
        assertFalse(budget.isExhausted());
        charge(1500);
        pass(5000);
        charge(4000);
        assertFalse(budget.isExhausted());
    }
}
