// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TokenBucketTest {
    private static final long SECOND = 1_000_000_000;
    private static final long BEGIN = -5 * SECOND; // clocks may begin anywhere

    private final TokenBucket bucket = new TokenBucket(new RateLimit("things-per-second", 10, 100), BEGIN);

    @Test
    void theBurstIsFree() {
        assertEquals(0, bucket.take(100, BEGIN));
    }

    @Test
    void aDebtIsPaidByWaiting() {
        assertEquals(2 * SECOND, bucket.take(120, BEGIN));
        assertEquals(SECOND, bucket.take(0, BEGIN + SECOND));
        assertEquals(0, bucket.take(0, BEGIN + 2 * SECOND));
        assertEquals(SECOND / 10, bucket.take(1, BEGIN + 2 * SECOND));
    }

    @Test
    void restFillsItUpAndNoFurther() {
        bucket.take(100, BEGIN);
        assertFalse(bucket.isFull(BEGIN + 9 * SECOND));
        assertTrue(bucket.isFull(BEGIN + 10 * SECOND));
        assertEquals(0, bucket.take(100, BEGIN + 1000 * SECOND));
        assertEquals(SECOND, bucket.take(10, BEGIN + 1000 * SECOND));
    }

    @Test
    void withoutALimitAnyAmountIsFree() {
        TokenBucket any = new TokenBucket(RateLimit.none("things-per-second"), BEGIN);
        assertEquals(0, any.take(Long.MAX_VALUE, BEGIN));
        assertTrue(any.has(Long.MAX_VALUE, BEGIN));
    }
}
