// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.rate;

/**
 * How much of something may come.
 *
 * @param option the name of the server's option that sets it, for those who exceed it
 * @param perSecond how much in each second, for as long as it likes; 0: any amount
 * @param burst how much at once, after a time of rest
 */
public record RateLimit(String option, int perSecond, int burst) {
    public RateLimit {
        if (perSecond < 0) {
            throw new IllegalArgumentException("The rate " + option + " is " + perSecond + "; it must not be negative");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("The burst of " + option + " is " + burst + "; it must be at least 1");
        }
    }

    /** Any amount. */
    public static RateLimit none(String option) {
        return new RateLimit(option, 0, 1);
    }

    /** Whether any amount may come. */
    public boolean isNone() {
        return perSecond == 0;
    }
}
