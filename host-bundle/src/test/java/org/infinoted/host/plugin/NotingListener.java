// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;

/** Has a plugin record what happens to connections. */
record NotingListener(RecordingPlugin plugin) implements ConnectionListener {
    @Override
    public void stateChanged(Connection connection, ConnectionState state) {
        plugin.note(state + " " + connection);
    }

    @Override
    public void failed(Connection connection, String message) {
        plugin.note("failed " + connection + ": " + message);
    }
}
