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
 */
public record OrderLimits(long log, long repetitions, long work, long workPerSecond, int results) {
    /** The defaults. */
    public static final OrderLimits DEFAULTS = new OrderLimits(2048, 4096, 400_000, 200_000, 100_000);

    public OrderLimits {
        if (log < 1 || repetitions < 0 || work < 0 || workPerSecond < 1 || results < 0) {
            throw new IllegalArgumentException("a limit is too small");
        }
    }
}
