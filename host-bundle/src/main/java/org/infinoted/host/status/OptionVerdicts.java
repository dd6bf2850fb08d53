// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.List;
import java.util.stream.Collectors;
import org.infinoted.plugin.PluginReason;

/** The verdicts on plugins' options. Thread-safe. */
@FunctionalInterface
public interface OptionVerdicts {
    /** The present verdict on the configuration of a PID. Returns at once. */
    Verdict verdict(String pid);

    /**
     * A verdict on a configuration.
     *
     * @param usable whether the plugin has options with which it may run: the latest ones, or the last good ones before
     *     them
     * @param reasons everything that is wrong with the latest options, or odd
     */
    record Verdict(boolean usable, List<PluginReason> reasons) {
        /** Nothing is wrong or odd. */
        public static final Verdict FINE = new Verdict(true, List.of());

        public Verdict {
            reasons = List.copyOf(reasons);
        }
    }

    /** What is wrong with the options, in one line; empty if nothing is. What is merely odd is left out. */
    static String violations(List<PluginReason> reasons) {
        return reasons.stream()
                .filter(reason -> reason.kind() == PluginReason.Kind.OPTION)
                .map(PluginReason::text)
                .collect(Collectors.joining("; "));
    }
}
