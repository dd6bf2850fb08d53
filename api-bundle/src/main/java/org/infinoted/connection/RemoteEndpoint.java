// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The client's end of a connection that a {@link Transport} has brought.
 *
 * <p><b>Thread and order.</b> On threads of the server that are made for plugins, never on those that serve clients. {@code send}
 * is called once at a time, in order; {@code close} once, last of all, except that a {@code send} may be under way that does not
 * return: its thread has been interrupted then, and {@code close} should make it return.
 */
@ConsumerType
public interface RemoteEndpoint {
    /**
     * Sends. May block while the client takes nothing: what follows waits in the server, within the limits of all connections. A
     * client that takes nothing for 30 s, or for which too much waits, is disconnected, alone.
     *
     * @param bytes at most 16 KiB, which are the receiver's to keep
     * @throws IOException if the connection is broken; the server ends it then
     */
    void send(ByteBuffer bytes) throws IOException;

    /** The connection is over: nothing is sent any more. The call has 5 s. */
    void close() throws IOException;
}
