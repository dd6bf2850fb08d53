// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

/**
 * Whether there is a web console and where. If something else uses the default port there is no console, so that
 * several servers can run side by side without options for consoles. If a port was asked for, the server must get it.
 *
 * @param port empty for no console
 * @param description the line about it in the banner
 */
record Console(OptionalInt port, String description) {

    static Console choose(OptionalInt wanted, ServerHome home) throws StartException {
        int port = wanted.orElse(Settings.DEFAULT_CONSOLE_PORT);
        if (port == 0) {
            return new Console(OptionalInt.empty(), "none");
        }
        if (isFree(port)) {
            return new Console(
                    OptionalInt.of(port),
                    "http://127.0.0.1:" + port + "/system/console (user admin, password in "
                            + home.etc().resolve("console-password") + ")");
        }
        if (wanted.isPresent()) {
            throw new StartException(
                    ExitStatus.UNAVAILABLE,
                    "--console-port=" + port + " is in use; choose another one, or 0 for no console");
        }
        return new Console(
                OptionalInt.empty(), "none, since port " + port + " is in use; choose one with --console-port");
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
