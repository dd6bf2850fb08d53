// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

/**
 * Limits of what one document in total order may cost. What they are measured in is the elementary transformation, of one change past
 * another: about ten million take a second.
 *
 * @param log how many requests must follow a request until it can no longer be undone, and how many a new subscriber gets; clients use the
 *     same. 2048
 * @param repetitions the largest {@code num} of one message
 * @param work how many transformations one message may need
 * @param workPerSecond how many those of one connection may need in a second, over time
 * @param results how many results of transformations may be kept for one connection
 * @param size beyond how many bytes of UTF-8 the text may not grow. A text that is longer from the beginning may shrink
 * @param history how many bytes of text the kept changes may have together. Beyond that the oldest can no longer be undone; beyond twice
 *     that, clients that have not acknowledged them must synchronise again
 */
public record OrderLimits(
        long log, long repetitions, long work, long workPerSecond, int results, long size, long history) {
    /** The defaults. */
    public static final OrderLimits DEFAULTS = new OrderLimits(2048, 4096, 400_000, 200_000, 100_000);

    /** Limits under which text and history may have any size. */
    public OrderLimits(long log, long repetitions, long work, long workPerSecond, int results) {
        this(log, repetitions, work, workPerSecond, results, Long.MAX_VALUE, Long.MAX_VALUE / 2);
    }

    public OrderLimits {
        if (log < 1 || repetitions < 0 || work < 0 || workPerSecond < 1 || results < 0 || size < 0 || history < 0) {
            throw new IllegalArgumentException("a limit is too small");
        }
    }

    /** These limits with other sizes. */
    public OrderLimits withSizes(long newSize, long newHistory) {
        return new OrderLimits(log, repetitions, work, workPerSecond, results, newSize, newHistory);
    }
}
