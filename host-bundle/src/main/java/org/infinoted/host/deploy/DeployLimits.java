// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.time.Duration;

/**
 * Limits of bringing in plugins.
 *
 * @param jarBytes how large a jar may be that is handed over
 * @param inflatedBytes how large all that is in it may be together
 * @param trial how long a new version has until its plugins run; then the version that ran is put back
 * @param settle how long a version must have looked bad before it is given up: while a jar is replaced, its bundle is stopped,
 *     resolved and started more than once, and its configuration may arrive a moment later
 * @param poll how often a new version is looked at
 */
public record DeployLimits(long jarBytes, long inflatedBytes, Duration trial, Duration settle, Duration poll) {
    private static final long MIB = 1024 * 1024;

    /** 64 MiB, 512 MiB inflated; 15 s, 1 s, looked at ten times a second. */
    public static final DeployLimits DEFAULT = new DeployLimits(
            64 * MIB, 512 * MIB, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMillis(100));

    public DeployLimits {
        if (jarBytes < 1 || inflatedBytes < jarBytes) {
            throw new IllegalArgumentException(
                    "jarBytes must be at least 1 and inflatedBytes not less: " + jarBytes + ", " + inflatedBytes);
        }
        if (trial.isNegative() || settle.isNegative() || poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("trial and settle must not be negative, poll must be more than nothing: "
                    + trial + ", " + settle + ", " + poll);
        }
    }

    /** These limits with another time for trials. */
    public DeployLimits withTrial(Duration other) {
        return new DeployLimits(jarBytes, inflatedBytes, other, settle, poll);
    }
}
