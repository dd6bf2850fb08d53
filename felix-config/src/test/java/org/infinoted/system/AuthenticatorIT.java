// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.infinoted.auth.Authenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins decide who may log in. */
@Tag("system")
class AuthenticatorIT {
    private static final String SASL = " xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"";
    private static final PluginJar JAR =
            new PluginJar("choosy", "1.0.0", ChoosyAuthenticator.class).provides(Authenticator.class);
    private static final int PATIENCE_MILLIS = 20_000;

    @TempDir
    Path home;

    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        TestServer.configureHost(home, "authentication-timeout = 1", "plugin-stop-time = 1");
        server = TestServer.start(home);
        JAR.deploy(server.plugins());
        server.log().await("The authenticator of \"" + JAR.bundle() + "\" is asked for each login from now on");
    }

    @AfterEach
    void kill() {
        server.close();
    }

    /** Tries to log in; returns what the server says to that. */
    private String logIn(String name) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String token = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream()
                    .write(("<stream:stream version=\"1.0\" xmlns=\"jabber:client\""
                                    + " xmlns:stream=\"http://etherx.jabber.org/streams\"><auth" + SASL
                                    + " mechanism=\"ANONYMOUS\"/><response" + SASL + ">" + token + "</response>")
                            .getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            StringBuilder heard = new StringBuilder();
            while (heard.indexOf("</failure>") < 0 && heard.indexOf("<success") < 0) {
                int c = in.read();
                assertTrue(c >= 0, () -> "The server closed after " + heard);
                heard.append((char) c);
            }
            return heard.substring(heard.indexOf("<challenge" + SASL + "/>") + ("<challenge" + SASL + "/>").length());
        }
    }

    private static String failure(String content) {
        return "<failure" + SASL + ">" + content + "</failure>";
    }

    @Test
    void whoIsRefusedIsToldWhyAndOthersLogInUntilThePluginGoes() throws IOException {
        assertEquals(
                failure("<not-authorized><error code=\"1\" domain=\"INF_AUTHENTICATION_DETAIL_ERROR\">"
                        + "You know why, &lt;mallory&gt;.</error></not-authorized>"),
                logIn(ChoosyAuthenticator.REFUSED));
        server.connect("ann").close();

        Files.delete(JAR.in(server.plugins()));
        server.log().await("The authenticator of \"" + JAR.bundle() + "\" is asked no more");
        server.connect(ChoosyAuthenticator.REFUSED).close();
        server.stop();
    }

    @Test
    void anAuthenticatorThatThrowsRefusesForTheMoment() throws IOException {
        assertEquals(failure("<temporary-auth-failure/>"), logIn(ChoosyAuthenticator.FAULTY));
        server.log().await("The authenticator of \"" + JAR.bundle() + "\" failed in judge");
        server.connect("ann").close();
        server.stop();
    }

    @Test
    void anAuthenticatorThatNeverReturnsRefusesInTimeAndHoldsUpNeitherOthersNorTheEnd() throws IOException {
        Editor ann = Editor.create(server.connect("ann"), "doc", "Ann");
        long begin = System.nanoTime();
        assertEquals(failure("<temporary-auth-failure/>"), logIn(ChoosyAuthenticator.STUCK));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis >= 900 && millis < 10_000, () -> "It took " + millis + " ms");
        server.log().await("The authenticator of \"" + JAR.bundle() + "\" has not returned from judge");

        Editor bob = Editor.open(server.connect("bob"), "doc", "Bob");
        ann.append("typed while a thread is stuck");
        bob.catchUpWith(ann);
        assertEquals(ann.text(), bob.text());
        server.stop();
    }

    @Test
    void anAuthenticatorThatIsStuckInAllItsCallsRefusesAtOnceUntilItIsReplaced() throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Thread client = new Thread(() -> {
                try {
                    logIn(ChoosyAuthenticator.STUCK);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            client.start();
            clients.add(client);
        }
        for (Thread client : clients) {
            client.join();
        }
        assertEquals(failure("<temporary-auth-failure/>"), logIn("ann"));
        server.log().await("it has not returned from 16 calls");

        new PluginJar("choosy", "1.0.1", ChoosyAuthenticator.class)
                .provides(Authenticator.class)
                .deploy(server.plugins());
        server.log()
                .await("The authenticator of \"" + JAR.symbolicName() + "/1.0.1\" is asked for each login from now on");
        server.connect("ann").close();
        server.stop();
    }
}
