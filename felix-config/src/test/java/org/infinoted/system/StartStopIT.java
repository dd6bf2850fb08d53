// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the server begins and ends. What the launcher refuses before any framework starts is in {@code RefusedStartIT}. */
@Tag("system")
class StartStopIT {
    @TempDir
    Path folder;

    @Test
    void saysWhereItListensAndWhatRunsWhenItIsReady() throws IOException {
        int port = TestServer.freePort();
        try (var server = TestServer.startAsShipped(port, folder.resolve("home"))) {
            server.log().await("Infinoted for OSGi");
            server.log().await("Listening on 127.0.0.1 port " + port);
            server.log().await("documents " + folder.resolve("home").resolve("data"));
            for (String plugin : new String[] {"note-text", "note-chat", "logging"}) {
                server.log().await("Loaded plugin \"" + plugin + "\"");
            }
            server.stop();
        }
    }

    @Test
    void terminationEndsStreamsInOrderAndTheProcessWithStatusZero() throws IOException {
        try (var server = TestServer.startAsShipped(TestServer.freePort(), folder.resolve("home"));
                var subscribed = server.connect("subscribed");
                var idle = server.connect("idle")) {
            String group = subscribed.createDocument("doc", "InfText");
            server.terminate();
            subscribed.await(group, message -> message.is("session-close"));
            assertTrue(subscribed.awaitEnd(), "the stream of a subscriber was cut");
            assertTrue(idle.awaitEnd(), "the stream of a client without documents was cut");
            assertEquals(0, server.awaitExit(), server.log()::toString);
            assertTrue(
                    server.log().lines().stream().noneMatch(line -> line.contains("WARN") || line.contains("ERROR")),
                    server.log()::toString);
        }
    }

    @Test
    void twoServersWithTheirOwnHomesRunSideBySide() throws IOException {
        try (var one = TestServer.start(folder.resolve("one"));
                var other = TestServer.start(folder.resolve("other"));
                var client = one.connect("client");
                var stranger = other.connect("stranger")) {
            Editor.create(client, "doc", "client");
            Editor.create(stranger, "doc", "stranger");
            one.stop();
            try (var late = other.connect("late")) {
                assertEquals("1", late.find("doc"));
            }
            other.stop();
        }
    }

    @Test
    void portInUseIsNamed() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(socket.getLocalPort());
            var server = TestServer.startInVain(folder.resolve("home"), "--port=" + port);
            assertEquals(69, server.awaitExit(), server.log()::toString);
            server.log().await("Cannot listen on 127.0.0.1 port " + port);
        }
    }

    @Test
    void rootDirectoryOfAnotherServerIsNamed() throws IOException {
        String root = "--root-directory=" + folder.resolve("documents");
        try (var first = TestServer.start(folder.resolve("one"), root)) {
            var second = TestServer.startInVain(folder.resolve("other"), root, "--port=" + TestServer.freePort());
            assertEquals(69, second.awaitExit(), second.log()::toString);
            second.log().await(folder.resolve("documents").toString());
            first.stop();
        }
    }

    @Test
    void optionsThatThisVersionDoesNotHaveAreRefusedByName() throws IOException {
        var server = TestServer.startInVain(
                folder.resolve("home"), "--security-policy=require-tls", "--password=secret", "--colour");
        assertEquals(64, server.awaitExit(), server.log()::toString);
        server.log().await("--security-policy");
        server.log().await("--password is not available");
        server.log().await("--colour");
    }
}
