// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of one connection may cost over time. A connection that goes beyond is to be slowed, so that it pays for its requests
 * itself; one that does so for long is to be asked to synchronise again.
 */
final class WorkBudget {
    /** For how long a connection may be beyond its budget. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long perSecond;
    private final InstantSource clock;
    private long unbilled;
    private long level;
    private Instant at;
    private @Nullable Instant beyondSince;

    /** @param perSecond how many transformations a connection may need in a second; it may need those of two at once */
    WorkBudget(long perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.at = Instant.MIN;
    }

    /**
     * Charges a message.
     *
     * @return for how long nothing more should be read from the connection
     */
    Duration charge(long steps) {
        unbilled += steps;
        if (level == 0 && unbilled <= perSecond / 100) {
            return Duration.ZERO; // not worth a look at the clock
        }
        Instant now = clock.instant();
        drain(now);
        level += unbilled;
        unbilled = 0;
        if (level <= 2 * perSecond) {
            return Duration.ZERO;
        }
        if (beyondSince == null) {
            beyondSince = now;
        }
        return Duration.ofMillis(1 + 1000 * (level - 2 * perSecond) / perSecond);
    }

    private void drain(Instant now) {
        if (level > 0) {
            long elapsed = Math.max(0, Duration.between(at, now).toMillis());
            level = Math.max(0, level - Math.multiplyExact(Math.min(elapsed, 60_000), perSecond) / 1000);
        }
        if (level <= perSecond) {
            beyondSince = null;
        }
        at = now;
    }

    /** Whether the connection has been beyond its budget for too long. */
    boolean isExhausted() {
        return beyondSince != null && beyondSince.plus(PATIENCE).isBefore(at);
    }
}
