// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.rate;

import java.time.Duration;

/**
 * What one logged-in client may ask for. What costs little may come fast; what makes the server do much, or what a sound
 * client does rarely, may not.
 *
 * @param messages messages in groups
 * @param errors requests that fail and messages that are invalid
 * @param joins subscriptions, explored folders and users who join, which all make the server send much for little
 * @param nodes folders and documents that the store has to make, remove or save
 * @param patience for how long a client is slowed down before it is disconnected
 */
public record ClientRates(RateLimit messages, RateLimit errors, RateLimit joins, RateLimit nodes, Duration patience) {
    /**
     * 200 000 messages a second, several times what a load generator gets through on one connection; 20 errors, 50 joins
     * and 20 nodes a second, after bursts for scripts and for clients that open everything; 30 seconds.
     */
    public static final ClientRates DEFAULT = new ClientRates(
            new RateLimit("messages-per-second", 200_000, 500_000),
            new RateLimit("errors-per-second", 20, 200),
            new RateLimit("joins-per-second", 50, 1000),
            new RateLimit("nodes-per-second", 20, 500),
            Duration.ofSeconds(30));

    /** Without limits. */
    public static final ClientRates UNLIMITED = new ClientRates(
            RateLimit.none("messages-per-second"),
            RateLimit.none("errors-per-second"),
            RateLimit.none("joins-per-second"),
            RateLimit.none("nodes-per-second"),
            Duration.ofSeconds(30));
}
