// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The original closes its listening socket for good when clients have taken all its file descriptors. */
@Tag("unit")
class DescriptorLimitTest {
    private static final int DESCRIPTORS = 256;

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.StreamServerTest#transports")
    void aCrowdThatTakesAllDescriptorsItCanGetKeepsNobodyOutForGood(SocketTransport transport) throws Exception {
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -n " + DESCRIPTORS + " && exec \"$0\" \"$@\"",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-MaxFDLimit",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallServer.class.getName(),
                        transport.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<SocketClient> crowd = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(output.readLine());
            InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            assertLogsIn(server);
            for (int i = 0; i < 2 * DESCRIPTORS; i++) {
                crowd.add(new SocketClient(server));
            }
            assertLogsIn(server); // while all of them are there
            int answered = answered(crowd);
            assertTrue(answered > 0 && answered < DESCRIPTORS, "answered " + answered);
            for (SocketClient client : crowd) {
                client.close();
            }
            assertLogsIn(server);
        } finally {
            process.getOutputStream().close(); // its input ends
            for (SocketClient client : crowd) {
                client.close();
            }
            process.waitFor();
        }
    }

    private static void assertLogsIn(InetSocketAddress server) throws IOException {
        try (SocketClient client = new SocketClient(server)) {
            assertTrue(client.logIn().endsWith("<stream:features/>"));
        }
    }

    /** How many clients are answered: the others have been closed. */
    private static int answered(List<SocketClient> clients) {
        int answered = 0;
        for (SocketClient client : clients) {
            if (client.hears()) {
                answered++;
            }
        }
        return answered;
    }
}
