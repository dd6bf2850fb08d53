// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.time.Duration;
import org.infinoted.host.sandbox.PluginLimits;

/** What of the server's options says what it puts up with from a plugin. */
final class PluginLimitOptions {
    private static final int HOUR = 3600;
    private static final int DAY = 24 * HOUR;
    private static final int LARGEST_BACKLOG = 10_000_000;
    private static final int MOST_THREADS = 10_000;

    private PluginLimitOptions() {}

    /** @throws IOException if an option has a bad value; the message says which, and what is allowed */
    static PluginLimits of(HostOptions options) throws IOException {
        PluginLimits usual = PluginLimits.DEFAULT;
        int budget = checked("plugin-call-budget", options.plugin$_$call$_$budget(), HOUR, " seconds");
        int limit = checked("plugin-call-limit", options.plugin$_$call$_$limit(), DAY, " seconds");
        if (limit < budget) {
            throw new IOException("The option plugin-call-limit is " + limit
                    + "; it must not be less than plugin-call-budget, which is " + budget);
        }
        Duration stop =
                Duration.ofSeconds(checked("plugin-stop-time", options.plugin$_$stop$_$time(), HOUR, " seconds"));
        return new PluginLimits(
                checked("plugin-backlog", options.plugin$_$backlog(), LARGEST_BACKLOG, ""),
                usual.slice(),
                Duration.ofSeconds(budget),
                Duration.ofSeconds(limit),
                stop,
                stop.compareTo(usual.closeTime()) > 0 ? stop : usual.closeTime(),
                usual.failures(),
                usual.failureWindow());
    }

    /** How many threads that a plugin has made may live. */
    static int threads(HostOptions options) throws IOException {
        return checked("plugin-threads", options.plugin$_$threads(), MOST_THREADS, "");
    }

    private static int checked(String name, int value, int greatest, String unit) throws IOException {
        if (value < 1 || value > greatest) {
            throw new IOException("The option " + name + " is " + value + "; it must be from 1 to " + greatest + unit);
        }
        return value;
    }
}
