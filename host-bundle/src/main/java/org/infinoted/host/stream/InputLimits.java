// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import org.infinoted.host.rate.RateLimit;

/**
 * How fast a client may send, and how fast it must.
 *
 * @param bytes how many bytes; a client that sends more is read from more slowly
 * @param patience for how long a client is slowed down before it is disconnected
 * @param bytesBeforeLogin how many bytes a client may need to log in
 * @param element how long an incomplete element, after login, may take in any case; zero: for ever
 * @param elementBytesPerSecond an element may take longer if this many bytes arrive each second since its begin
 */
public record InputLimits(
        RateLimit bytes, Duration patience, int bytesBeforeLogin, Duration element, int elementBytesPerSecond) {
    /**
     * 16 MiB a second after 64 MiB, so that a pasted or uploaded document of 20 MB comes as fast as it can; 30 seconds; 64 KiB, a hundred
     * times what a client needs; 30 seconds; 1 KiB a second, slower than any line in use.
     */
    public static final InputLimits DEFAULT = new InputLimits(
            new RateLimit("bytes-per-second", 16 << 20, 64 << 20),
            Duration.ofSeconds(30),
            64 << 10,
            Duration.ofSeconds(30),
            1 << 10);

    public InputLimits {
        StreamLimits.requirePositive("bytesBeforeLogin", bytesBeforeLogin);
        StreamLimits.requirePositive("elementBytesPerSecond", elementBytesPerSecond);
    }
}
