// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;

/**
 * The limits of one upload. An upload that exceeds one is cancelled, and nothing is left of it.
 *
 * @param bytes how much it may be, in bytes of XML in UTF-8
 * @param time how long it may take from the acknowledgement to its end
 * @param stall how long it may take without any message
 */
public record UploadLimits(long bytes, Duration time, Duration stall) {
    /** 64 MiB, an hour, a minute. */
    public static final UploadLimits DEFAULT = new UploadLimits(64L << 20, Duration.ofHours(1), Duration.ofMinutes(1));

    public UploadLimits {
        if (bytes < 1 || time.isNegative() || time.isZero() || stall.isNegative() || stall.isZero()) {
            throw new IllegalArgumentException("The limits of uploads must be positive");
        }
    }
}
