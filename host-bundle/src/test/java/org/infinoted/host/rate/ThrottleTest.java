// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ThrottleTest {
    private static final long SECOND = 1_000_000_000;

    private final Throttle throttle =
            new Throttle(new RateLimit("things-per-second", 10, 100), Duration.ofSeconds(30), 0);

    @Test
    void whatComesAtTheRateIsNeverSlowed() {
        for (int second = 0; second < 1000; second++) {
            assertEquals(0, throttle.take(10, second * SECOND));
        }
    }

    @Test
    void whatComesFasterIsSlowedToTheRateAndIsTooMuchWhenThatGoesOn() {
        long now = 0;
        assertEquals(0, throttle.take(100, now));
        while (now < 29 * SECOND) {
            long wait = throttle.take(10, now);
            assertEquals(SECOND, wait);
            now += wait;
        }
        throttle.take(10, now);
        assertEquals(Throttle.TOO_LONG, throttle.take(10, now + SECOND));
        assertEquals("More than 10 a second for longer than 30 s: the limit things-per-second", throttle.reason());
    }

    @Test
    void aBurstThatWouldHaveToWaitForLongerIsTooMuchAtOnce() {
        assertNotEquals(Throttle.TOO_LONG, throttle.take(400, 0));
        assertEquals(Throttle.TOO_LONG, throttle.take(1, 0));
    }

    @Test
    void restMakesUpForATimeInWhichItWasSlowed() {
        long now = 0;
        for (int storm = 0; storm < 10; storm++) {
            assertEquals(0, throttle.take(100, now));
            for (int i = 0; i < 20; i++) {
                assertEquals(SECOND, throttle.take(10, now));
                now += SECOND;
            }
            now += 10 * SECOND;
        }
    }
}
