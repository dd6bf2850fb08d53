// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;

/**
 * Whether there is a web console and where. The default port gives way if something else uses it, so that several
 * servers can run side by side without a word about consoles; a port that was asked for does not.
 *
 * @param port empty for no console
 * @param note what to tell about it
 */
record Console(OptionalInt port, String note) {

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
