// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.List;
import java.util.stream.Collectors;
import org.infinoted.plugin.PluginReason;

/** What is known of plugins' options. Thread-safe. */
@FunctionalInterface
public interface OptionCheck {
    /** What is to be said of the configuration of a PID at this moment. Returns at once. */
    Verdict verdict(String pid);

    /**
     * What is to be said of a configuration.
     *
     * @param usable whether the plugin has options with which it may run: those that it was given last, or the last good ones
     *     before them
     * @param reasons what is wrong with those that it was given last, all of it; and what is odd
     */
    record Verdict(boolean usable, List<PluginReason> reasons) {
        /** Nothing is to be said. */
        public static final Verdict FINE = new Verdict(true, List.of());

        public Verdict {
            reasons = List.copyOf(reasons);
        }
    }

    /** What keeps options from being used, in one line; empty if nothing does. What is merely odd is left out. */
    static String violations(List<PluginReason> reasons) {
        return reasons.stream()
                .filter(reason -> reason.kind() == PluginReason.Kind.OPTION)
                .map(PluginReason::text)
                .collect(Collectors.joining("; "));
    }
}
