// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens to a connection. Registered through the plugin's context, called in the plugin's mailbox: one call at a
 * time, in the order of the events, never while another callback of the same plugin runs, within the time that callbacks of
 * {@link org.infinoted.plugin.Plugin} have. The connection has gone on since. What it throws is logged with the plugin's name and
 * changes nothing else.
 */
@ConsumerType
public interface ConnectionListener {
    /** The connection has come to another state. Called once for each state that it reaches after the registration. */
    default void stateChanged(Connection connection, ConnectionState state) {}

    /**
     * Something went wrong on the connection, which may go on or end because of it.
     *
     * @param message for a person, at most 1000 characters of which parts may come from the client
     */
    default void failed(Connection connection, String message) {}

    /**
     * The connection was lost: reset, broken, or closed by the client before it had got everything. That is no fault of
     * the server, and usually none of the client. Unless overridden, the same as {@link #failed}.
     *
     * @param message for a person, at most 1000 characters
     */
    default void lost(Connection connection, String message) {
        failed(connection, message);
    }
}
