// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

/**
 * How many calls one service can have at the same time.
 *
 * @param atOnce how many calls may be under way, each on a thread of its own; those that have run out of time count
 *     until they return
 * @param waiting how many calls may wait for their turn, within their time
 */
record CallLimits(int atOnce, int waiting) {
    /** 16 calls, and 10 000 that wait: as many as there may be connections. */
    static final CallLimits DEFAULT = new CallLimits(16, 10_000);

    CallLimits {
        if (atOnce < 1 || waiting < 0) {
            throw new IllegalArgumentException(
                    "atOnce must be at least 1 and waiting at least 0: " + atOnce + ", " + waiting);
        }
    }
}
