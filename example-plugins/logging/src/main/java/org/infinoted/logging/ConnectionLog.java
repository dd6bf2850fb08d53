// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.logging.Logging.Switches;

/** Logs the life of one connection. Called in the plugin's mailbox alone. */
final class ConnectionLog implements ConnectionListener {
    private final Supplier<Switches> switches;
    private final Logger log;
    private boolean open;

    /** @param switches asked before each line */
    ConnectionLog(Supplier<Switches> switches, Logger log) {
        this.switches = switches;
        this.log = log;
    }

    /** How the original's log names a connection. */
    static String name(Connection connection) {
        return connection.remoteAddress() + " (no client certificate)";
    }

    /** The plugin was told of this connection. */
    void found(Connection connection) {
        stateChanged(connection, connection.state());
    }

    @Override
    public void stateChanged(Connection connection, ConnectionState state) {
        if (state == ConnectionState.OPEN && !open) {
            open = true;
            connectionLine(name(connection) + " connected");
        }
    }

    @Override
    public void failed(Connection connection, String message) {
        if (switches.get().connectionErrors()) {
            log.log(Level.ERROR, "Error from connection " + name(connection) + ": " + message);
        }
    }

    /** Everyday life, not an error. */
    @Override
    public void lost(Connection connection, String message) {
        if (switches.get().connectionErrors()) {
            log.log(Level.INFO, "Lost connection " + name(connection) + ": " + message);
        }
    }

    /** The connection has closed, or the plugin stops. In that case the client stays, and nothing is logged. */
    void removed(Connection connection) {
        if (connection.state() == ConnectionState.CLOSED) {
            connectionLine(
                    open
                            ? name(connection) + " disconnected"
                            : "Unsuccessful connection attempt from " + name(connection));
        }
    }

    private void connectionLine(String line) {
        if (switches.get().connections()) {
            log.log(Level.INFO, line);
        }
    }
}
