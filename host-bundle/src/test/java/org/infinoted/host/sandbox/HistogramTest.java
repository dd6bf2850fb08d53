// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void nothingCountedIsNothing() {
        assertEquals(0, histogram.count());
        assertEquals(0, histogram.max());
        assertEquals(0, histogram.percentile(50));
    }

    @Test
    void oneValueIsAllPercentiles() {
        histogram.add(123_456_789);
        assertEquals(123_456_789, histogram.percentile(1));
        assertEquals(123_456_789, histogram.percentile(99));
        assertEquals(123_456_789, histogram.max());
    }

    @Test
    void percentilesAreNeverTooLowAndAtMostATenthTooHigh() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            var some = new Histogram();
            long[] values = new long[1 + random.nextInt(300)];
            int bits = 1 + random.nextInt(41);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong() >>> (Long.SIZE - 1 - random.nextInt(bits));
                some.add(values[i]);
            }
            Arrays.sort(values);
            for (int percent : new int[] {1, 50, 90, 99, 100}) {
                long exact = values[(int) Math.max(0, Math.ceil(values.length * percent / 100.0) - 1)];
                long told = some.percentile(percent);
                assertTrue(
                        told >= exact && told <= exact * 1.1,
                        "seed " + seed + ", run " + run + ": " + percent + " % is " + exact + ", not " + told);
            }
            assertEquals(values[values.length - 1], some.max());
            assertEquals(values.length, some.count());
        }
    }

    @Test
    void valuesOutOfRangeAreCountedAllTheSame() {
        histogram.add(-1);
        histogram.add(Long.MAX_VALUE);
        assertEquals(2, histogram.count());
        assertEquals(0, histogram.percentile(50));
        assertEquals(Long.MAX_VALUE, histogram.percentile(99));
    }
}
