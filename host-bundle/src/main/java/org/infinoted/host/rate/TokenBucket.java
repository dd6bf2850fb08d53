// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.rate;

/**
 * A token bucket: full at first, refilled at a steady rate. More may be taken than is there, since what has come has come;
 * the debt is then paid by waiting. Used by one thread at a time.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final RateLimit limit;
    private double level;
    private long refilledAt;

    /** @param now in nanoseconds, of any clock that goes only forward; always of the same one */
    public TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.level = limit.burst();
        this.refilledAt = now;
    }

    /** Takes tokens. Returns after how many nanoseconds the debt is paid; 0 if there is none. */
    public long take(long tokens, long now) {
        if (limit.isNone()) {
            return 0;
        }
        refill(now);
        level -= tokens;
        return level >= 0 ? 0 : (long) Math.ceil(-level / limit.perSecond() * NANOS_PER_SECOND);
    }

    /** Whether there are this many tokens now. */
    public boolean has(long tokens, long now) {
        refill(now);
        return limit.isNone() || level >= tokens;
    }

    /** Whether nothing is missing. */
    public boolean isFull(long now) {
        return has(limit.burst(), now);
    }

    private void refill(long now) {
        long passed = now - refilledAt;
        if (passed > 0) {
            refilledAt = now;
            level = Math.min(limit.burst(), level + passed / NANOS_PER_SECOND * limit.perSecond());
        }
    }
}
