// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.rate;

import java.time.Duration;

/**
 * Slows down what comes faster than it may, and says when that has gone on for too long: for a time in which the bucket
 * never was half full again. Used by one thread at a time.
 */
public final class Throttle {
    /** What {@link #take} returns when waiting does not help any more. */
    public static final long TOO_LONG = -1;

    private final RateLimit limit;
    private final TokenBucket bucket;
    private final long patience;
    private boolean slow;
    private long slowSince;

    /**
     * @param patience for how long it may be slowed down
     * @param now as in {@link TokenBucket}
     */
    public Throttle(RateLimit limit, Duration patience, long now) {
        this.limit = limit;
        this.bucket = new TokenBucket(limit, now);
        this.patience = patience.toNanos();
    }

    /** This much has come. Returns for how many nanoseconds nothing more may come, or {@link #TOO_LONG}. */
    public long take(long amount, long now) {
        if (slow && bucket.has((limit.burst() + 1) / 2, now)) {
            slow = false;
        }
        long wait = bucket.take(amount, now);
        if (wait == 0) {
            return 0;
        }
        if (!slow) {
            slow = true;
            slowSince = now;
        }
        return now - slowSince + wait > patience ? TOO_LONG : wait;
    }

    /** What to tell a client that is disconnected after {@link #TOO_LONG}. */
    public String reason() {
        return "More than " + limit.perSecond() + " a second for longer than " + patience / 1_000_000_000
                + " s: the limit " + limit.option();
    }
}
