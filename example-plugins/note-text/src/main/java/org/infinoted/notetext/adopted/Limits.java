// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/**
 * Limits of what one text session may cost. {@link #DEFAULTS} are far beyond what honest clients reach.
 *
 * @param log how many requests of all users must follow a request until it can no longer be undone and may leave the
 *     log; all hosts of a session must use the same. 2048 by default, {@link #UNLIMITED} to keep everything
 * @param repetitions the largest {@code num} of one message, 4096 by default
 * @param pending how many requests may wait for others, 1024 by default. Honest clients of one server never make one
 *     wait
 * @param distance how many requests a message's sender may not have seen yet, 50000 by default. A client that types on
 *     through an interruption of some minutes in a busy session stays below some thousand
 * @param steps how many elementary transformations one message may need, one million by default, a fraction of a second
 * @param cache how many translated operations may be remembered, 500000 by default, about 150 bytes each; only sessions
 *     with very much concurrency have so many
 * @param kept how many requests that left the logs may be kept for translations, 8192 by default
 * @param size beyond how many bytes of UTF-8 the text may not grow, {@link Long#MAX_VALUE} by default. A text that is longer
 *     from the beginning may shrink
 */
public record Limits(
        long log, long repetitions, int pending, long distance, long steps, int cache, int kept, long size) {
    /** As {@link #log}: nothing ever leaves the logs. */
    public static final long UNLIMITED = 0xFFFF_FFFFL;

    /** The defaults of all values. */
    public static final Limits DEFAULTS = new Limits(2048, 4096, 1024, 50_000, 1_000_000, 500_000, 8192);

    /** Limits under which the text may have any size. */
    public Limits(long log, long repetitions, int pending, long distance, long steps, int cache, int kept) {
        this(log, repetitions, pending, distance, steps, cache, kept, Long.MAX_VALUE);
    }

    public Limits {
        if (log < 0
                || repetitions < 0
                || pending < 0
                || distance < 0
                || steps < 0
                || cache < 0
                || kept < 0
                || size < 0) {
            throw new IllegalArgumentException("a limit is negative");
        }
    }

    /** These limits with another {@link #log}. */
    public Limits withLog(long newLog) {
        return new Limits(newLog, repetitions, pending, distance, steps, cache, kept, size);
    }

    /** These limits with another {@link #pending}. */
    public Limits withPending(int newPending) {
        return new Limits(log, repetitions, newPending, distance, steps, cache, kept, size);
    }

    /** These limits with another {@link #size}. */
    public Limits withSize(long newSize) {
        return new Limits(log, repetitions, pending, distance, steps, cache, kept, newSize);
    }
}
