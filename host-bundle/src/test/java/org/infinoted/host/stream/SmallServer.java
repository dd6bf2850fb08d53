// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.memory.MemoryBudget;

/** A server in a process of its own, which tells its port and serves until its input ends. */
final class SmallServer {
    private SmallServer() {}

    public static void main(String[] arguments) throws IOException {
        try (Loops loops = new Loops(1, SocketTransport.valueOf(arguments[0]), Faults.IGNORED)) {
            StreamServer server = new StreamServer(
                    loops,
                    "srv.example",
                    new AnonymousMechanism(LoginPolicy.EVERYBODY),
                    StreamLimits.DEFAULT,
                    MemoryBudget.unlimited(),
                    Instant::now,
                    link -> RefusedLinkHandler.INSTANCE);
            PrintStream out = System.out;
            out.println(server.listen("127.0.0.1", 0).getPort());
            while (System.in.read() >= 0) {
                out.flush();
            }
        }
    }
}
