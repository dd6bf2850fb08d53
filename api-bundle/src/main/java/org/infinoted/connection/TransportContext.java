// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the server offers to a {@link Transport}: it takes the connections. To be used between {@link Transport#open} and {@link
 * Transport#close}. Methods may be called from any thread of a plugin, and return at once.
 */
@ProviderType
public interface TransportContext {
    /**
     * Takes a new connection.
     *
     * @param remoteAddress where the client is, as {@link Connection#remoteAddress} will say it: host and port such as {@code
     *     192.0.2.7:36872} or {@code [2001:db8::7]:36872} if it has such a thing. What is before the last colon is what
     *     connections are counted by. 1 to 256 characters, no control characters
     * @param localAddress the server's end, in the same form
     * @param remote the client's end, to which the server sends
     * @return where to put what comes from the client
     * @throws IOException if the connection is not taken: there are too many, or the transport has been closed. {@code remote} is
     *     not called then
     * @throws IllegalArgumentException if an address is not as it should be
     */
    ConnectionInput accept(String remoteAddress, String localAddress, RemoteEndpoint remote) throws IOException;
}
