// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.function.Consumer;
import org.infinoted.connection.Connection;

/**
 * A SASL mechanism. Challenges are empty in this protocol, so a mechanism only judges responses. Shared by all
 * connections.
 */
public interface SaslMechanism {
    /** The name under which it is offered to clients. */
    String name();

    /**
     * Judges a response. Called on the connection's loop: what takes time must be done elsewhere.
     *
     * @param connection of the client
     * @param response what the client responds, possibly empty
     * @param verdict takes the verdict, once, now or later, on any thread. A late verdict is ignored
     */
    void judge(Connection connection, byte[] response, Consumer<SaslVerdict> verdict);
}
