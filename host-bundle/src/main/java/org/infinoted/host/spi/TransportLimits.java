// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.time.Duration;

/**
 * The limits of one transport.
 *
 * @param call how long opening, closing, and closing one connection may take
 * @param send how long sending a piece to one client may take before that client is disconnected
 * @param leave how long everything may take together when the service goes
 */
public record TransportLimits(Duration call, Duration send, Duration leave) {
    /** 5 s, 30 s as with sockets, 5 s. */
    public static final TransportLimits DEFAULT =
            new TransportLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5));
}
