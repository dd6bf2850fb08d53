// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.time.Duration;

/**
 * Limits of deploying plugins.
 *
 * @param jarBytes how large an uploaded jar may be
 * @param inflatedBytes how large its content may be in all, that of jars within it included
 * @param entries how many entries it may have, those of jars within it included
 * @param trial how long a new version has until its plugins run; otherwise it is rolled back
 * @param settle how long a version must have looked bad before it is rolled back: while a jar is replaced, its bundle
 *     is stopped, resolved and started more than once, and its configuration may arrive a moment later
 * @param poll the interval at which a new version is checked
 */
public record DeployLimits(
        long jarBytes, long inflatedBytes, int entries, Duration trial, Duration settle, Duration poll) {
    private static final long MIB = 1024 * 1024;

    /** 64 MiB, 512 MiB inflated, 10,000 entries; 15 s, 1 s, checked ten times a second. */
    public static final DeployLimits DEFAULT = new DeployLimits(
            64 * MIB, 512 * MIB, 10_000, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMillis(100));

    public DeployLimits {
        if (jarBytes < 1 || inflatedBytes < jarBytes || entries < 1) {
            throw new IllegalArgumentException("jarBytes and entries must be at least 1 and inflatedBytes not less: "
                    + jarBytes + ", " + entries + ", " + inflatedBytes);
        }
        if (trial.isNegative() || settle.isNegative() || poll.isNegative() || poll.isZero()) {
            throw new IllegalArgumentException("trial and settle must not be negative, poll must be more than nothing: "
                    + trial + ", " + settle + ", " + poll);
        }
    }

    /** These limits with another time for trials. */
    public DeployLimits withTrial(Duration other) {
        return new DeployLimits(jarBytes, inflatedBytes, entries, other, settle, poll);
    }
}
