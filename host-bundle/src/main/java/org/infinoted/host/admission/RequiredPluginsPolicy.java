// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What happens to clients while a required plugin that has run does not run any more. Before all of them have run for the first
 * time, nobody is accepted.
 *
 * @param required names of plugins
 * @param grace how long new clients wait for a plugin to be back
 * @param whenMissing what happens then
 */
public record RequiredPluginsPolicy(List<String> required, Duration grace, WhenMissing whenMissing) {
    /** What happens when a required plugin is not back in time. */
    public enum WhenMissing {
        /** Nobody is accepted until it is back; open connections stay. */
        CLOSE_LISTENERS,
        /** Nobody is accepted until it is back, and all connections are closed. */
        CLOSE_CONNECTIONS,
        /** The server goes on without it. */
        GO_ON;

        /**
         * Parses the policy from the option's value.
         *
         * @throws IllegalArgumentException if it is none of those that the option declares
         */
        public static WhenMissing of(String option) {
            return Arrays.stream(values())
                    .filter(policy -> policy.name()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-')
                            .equals(option))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no policy \"" + option + '"'));
        }
    }

    public RequiredPluginsPolicy {
        required = List.copyOf(required);
    }
}
