// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import org.infinoted.host.rate.RateLimit;

/**
 * How many clients may be logging in, and how often clients may come, by address. An address is one of IPv4, or what one
 * subscriber of a network gets of IPv6: 64 bits.
 *
 * @param loggingIn how many connections there may be that have not logged in; they are counted apart from the others
 * @param loggingInPerAddress how many of them from one address
 * @param connects how many connections one address may open
 * @param logins how many logins one address may try
 * @param failedLogin how many logins one counts for that has failed
 * @param loginDelay how long a login may have to wait because the address has tried too many; beyond that it is refused
 */
public record AdmissionLimits(
        int loggingIn,
        int loggingInPerAddress,
        RateLimit connects,
        RateLimit logins,
        int failedLogin,
        Duration loginDelay) {
    /**
     * 2000 and 250: an office of 200 people that comes back at once after a restart; 500 connections and 100 logins a second, after bursts
     * of 5000 and 2000 that cover tests of load from one machine; a failed login counts for 20.
     */
    public static final AdmissionLimits DEFAULT = new AdmissionLimits(
            2000,
            250,
            new RateLimit("connections-per-second", 500, 5000),
            new RateLimit("logins-per-second", 100, 2000),
            20,
            Duration.ofSeconds(10));

    public AdmissionLimits {
        StreamLimits.requirePositive("loggingIn", loggingIn);
        StreamLimits.requirePositive("loggingInPerAddress", loggingInPerAddress);
        StreamLimits.requirePositive("failedLogin", failedLogin);
    }
}
