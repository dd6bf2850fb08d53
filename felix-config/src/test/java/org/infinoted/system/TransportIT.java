// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.infinoted.connection.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin brings connections of another kind. */
@Tag("system")
class TransportIT {
    private final PluginJar jar = new PluginJar("line", "1.0.0", LineTransport.class).provides(Transport.class);

    @TempDir
    Path home;

    private TestServer server;

    @AfterEach
    void kill() {
        server.close();
    }

    /** Deploys the transport and returns its port. */
    private int deploy() throws IOException {
        int port = TestServer.freePort();
        jar.header(LineTransport.PORT, Integer.toString(port)).deploy(server.plugins());
        server.log().await("The transport of \"" + jar.bundle() + "\" is open");
        return port;
    }

    @Test
    void peopleOverATransportAndPeopleOverSocketsEditTogetherUntilThePluginGoes() throws IOException {
        server = TestServer.start(home);
        new PluginJar("recorder", "1.0.0", RecordingPlugin.class).deploy(server.plugins());
        server.log().await("Loaded plugin \"recorder\"");
        int port = deploy();
        Editor ann = Editor.create(server.connect("ann"), "doc", "Ann");
        Editor bob = Editor.open(TestClient.connect(port, "bob"), "doc", "Bob");
        for (int i = 0; i < 100; i++) {
            ann.append("a" + i + " ");
            bob.insert(0, "b" + i + " ");
        }
        ann.insert(0, "long ".repeat(40_000));
        ann.catchUpWith(bob);
        bob.catchUpWith(ann);
        assertEquals(ann.text(), bob.text());

        Files.delete(jar.in(server.plugins()));
        assertTrue(bob.client().awaitEnd(), "the stream was cut");
        server.log().await("The transport of \"" + jar.bundle() + "\" has gone");
        assertThrows(IOException.class, () -> TestClient.connect(port, "late"));
        ann.append("alone");
        server.stop();
        assertEquals(ann.text(), server.stored("doc").text());
    }

    @Test
    void aTransportBringsNobodyWhileARequiredPluginDoesNotRun() throws IOException {
        TestServer.configureHost(home, "required-plugins-grace = 2");
        server = TestServer.start(home, "--plugins=note-text", "--plugins=visits");
        int port = deploy();
        TestClient inside = TestClient.connect(port, "inside");
        Files.delete(server.plugins().resolve("org.infinoted.plugin.visits.jar"));
        server.log().await("The transport of \"" + jar.bundle() + "\" is closed");
        assertThrows(IOException.class, () -> TestClient.connect(port, "late"));
        inside.createDocument("doc", "InfText"); // who is in stays in
        inside.close();
        server.stop();
    }

    @Test
    void theEndOfTheServerEndsStreamsOverATransportInOrder() throws IOException {
        server = TestServer.start(home);
        TestClient client = TestClient.connect(deploy(), "bob");
        server.stop();
        assertTrue(client.awaitEnd(), "the stream was cut");
    }
}
