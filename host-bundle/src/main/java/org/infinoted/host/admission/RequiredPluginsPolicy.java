// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What happens to clients while a required plugin does not run.
 *
 * @param required names of plugins
 * @param grace how long new clients wait before the policy applies
 */
public record RequiredPluginsPolicy(List<String> required, Duration grace, Policy policy) {
    /** What happens when a required plugin is not back in time. */
    public enum Policy {
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
        public static Policy of(String option) {
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
