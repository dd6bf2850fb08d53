// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One client's connection, from accepted to closed.
 *
 * <p>All methods may be called from any thread and return at once. Connections are compared by identity.
 */
@ProviderType
public interface Connection {
    /** A number that no other connection of this server's run has or had, from 1. */
    long id();

    /**
     * Where the client is, as the protocol writes it: {@code 127.0.0.1:48906}, {@code [::1]:36872}. It stays the same after the
     * connection has closed.
     */
    String remoteAddress();

    /** The server's end of the connection, in the form of {@link #remoteAddress()}. */
    String localAddress();

    /** How far the connection is at this moment. */
    ConnectionState state();

    /** When the connection was accepted. */
    Instant since();

    /** As whom the client has logged in; empty if it has not, or did so without an account. */
    Optional<String> account();

    /** How many bytes have come from the client, as they were on the wire. */
    long bytesReceived();

    /** How many bytes were given to the system for the client, as they were on the wire. */
    long bytesSent();

    /**
     * Closes the connection orderly: what was sent before is still delivered if the client reads it soon. Does nothing if it is
     * closed. The end is reported like any other, later.
     *
     * @param reason what the log says of it; the client is not told
     */
    void close(String reason);
}
