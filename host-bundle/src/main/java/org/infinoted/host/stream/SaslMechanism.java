// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.function.Consumer;
import org.infinoted.connection.Connection;

/**
 * A way of logging in. As in the protocol, the server's challenges are empty, so that all a mechanism does is to judge responses.
 * Used by all connections at the same time.
 */
public interface SaslMechanism {
    /** The name by which it is offered to clients. */
    String name();

    /**
     * Judges a response. Called on the connection's loop: if the judgement takes its time it has to be made elsewhere.
     *
     * @param connection of the client
     * @param response what the client responds, possibly empty
     * @param verdict to be given the verdict, once, now or later, from any thread. One that comes too late is ignored
     */
    void judge(Connection connection, byte[] response, Consumer<SaslVerdict> verdict);
}
