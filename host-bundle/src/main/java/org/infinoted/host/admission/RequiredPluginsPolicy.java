// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What becomes of clients while a required plugin does not run.
 *
 * @param required names of plugins
 * @param grace for how long new clients are kept waiting before the policy applies
 */
public record RequiredPluginsPolicy(List<String> required, Duration grace, Policy policy) {
    /** What happens when a required plugin is not back in time. */
    enum Policy {
        /** Nobody is let in until it is back; who is there stays. */
        CLOSE_LISTENERS,
        /** Nobody is let in until it is back, and who is there is disconnected. */
        CLOSE_CONNECTIONS,
        /** All goes on without it. */
        GO_ON;

        /** As it is written as an option. */
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public RequiredPluginsPolicy {
        required = List.copyOf(required);
    }

    /**
     * The policy as the options say it.
     *
     * @throws IllegalArgumentException if an option has a wrong value; the message is for the administrator
     */
    public static RequiredPluginsPolicy of(List<String> required, int graceSeconds, String policy) {
        if (graceSeconds < 0) {
            throw new IllegalArgumentException(
                    "The option required-plugins-grace is " + graceSeconds + "; it must be 0 seconds or more");
        }
        return new RequiredPluginsPolicy(required, Duration.ofSeconds(graceSeconds), policy(policy));
    }

    private static Policy policy(String text) {
        return Arrays.stream(Policy.values())
                .filter(policy -> policy.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The option required-plugins-policy is \"" + text
                        + "\"; it must be one of "
                        + Arrays.stream(Policy.values()).map(Policy::text).collect(Collectors.joining(", "))));
    }
}
