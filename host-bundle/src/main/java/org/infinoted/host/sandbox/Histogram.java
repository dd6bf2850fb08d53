// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

/**
 * Counts values by size: exactly up to 15, then in 16 classes for each doubling, so that a reported value is at most a
 * sixteenth too large. Counting allocates nothing. All values from 2<sup>42</sup>, which is 73 minutes in nanoseconds,
 * are in one class. Not thread-safe.
 */
final class Histogram {
    private static final int CLASS_BITS = 4;
    private static final int CLASSES = 1 << CLASS_BITS;
    private static final int HIGHEST_BIT = 42;

    private final long[] counts = new long[(HIGHEST_BIT - CLASS_BITS + 1) * CLASSES + 1];
    private long count;
    private long max;

    /** Counts a value; one below 0 counts as 0. */
    void add(long value) {
        long counted = Math.max(0, value);
        counts[index(counted)]++;
        count++;
        max = Math.max(max, counted);
    }

    long count() {
        return count;
    }

    /** The greatest value, exactly; 0 if there is none. */
    long max() {
        return max;
    }

    /** The value that this percentage of the values does not exceed; 0 if there is none. */
    long percentile(int percent) {
        long rank = Math.max(1, (count * percent + 99) / 100);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return i == counts.length - 1 ? max : Math.min(max, greatest(i));
            }
        }
        return 0;
    }

    private int index(long value) {
        if (value < CLASSES) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - CLASS_BITS;
        return Math.min(counts.length - 1, shift * CLASSES + (int) (value >> shift));
    }

    /** The greatest value of a class. */
    private static long greatest(int index) {
        if (index < 2 * CLASSES) {
            return index;
        }
        int shift = index / CLASSES - 1;
        return ((long) (CLASSES + index % CLASSES + 1) << shift) - 1;
    }
}
