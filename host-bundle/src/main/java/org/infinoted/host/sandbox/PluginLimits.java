// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.Duration;

/**
 * The limits of one plugin.
 *
 * @param backlog how many callbacks may wait in the mailbox; with one more the plugin is quarantined
 * @param slice how many callbacks run before the mailbox gives its thread back and queues for one again
 * @param callBudget how long a callback may take before its stack is logged
 * @param callLimit how long a callback may take before its thread is interrupted and the plugin quarantined
 * @param stopTime how long a plugin has for the removals and {@code deinitialize} together before it is abandoned
 * @param closeTime how long all plugins together have when the server stops
 * @param failures how many connections and sessions a plugin may fail to take within {@code failureWindow}; with one
 *     more it is quarantined
 */
public record PluginLimits(
        int backlog,
        int slice,
        Duration callBudget,
        Duration callLimit,
        Duration stopTime,
        Duration closeTime,
        int failures,
        Duration failureWindow) {
    /** 100 000 callbacks in slices of 100; 5 s, 30 s; 5 s to stop, 20 s for all; 10 failures in a minute. */
    public static final PluginLimits DEFAULT = new PluginLimits(
            100_000,
            100,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            10,
            Duration.ofMinutes(1));

    public PluginLimits {
        if (backlog < 1 || slice < 1 || failures < 0) {
            throw new IllegalArgumentException("backlog and slice must be at least 1, failures at least 0: " + backlog
                    + ", " + slice + ", " + failures);
        }
        if (callBudget.isNegative() || callBudget.isZero() || callLimit.compareTo(callBudget) < 0) {
            throw new IllegalArgumentException(
                    "callBudget must be more than nothing and callLimit not less: " + callLimit + ", " + callBudget);
        }
    }
}
