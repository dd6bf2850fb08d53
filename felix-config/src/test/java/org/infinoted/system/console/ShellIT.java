// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.infinoted.system.Editor;
import org.infinoted.system.StoredText;
import org.infinoted.system.TestClient;
import org.infinoted.system.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the shell, in a server without web console. */
@Tag("system")
class ShellIT {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final String PROMPT = "g! ";

    @TempDir
    Path home;

    private TestServer server;
    private Socket shell;
    private Reader answers;

    @BeforeEach
    void start() throws IOException {
        int port = TestServer.freePort();
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("etc/framework.properties"), "osgi.shell.telnet.port=" + port + "\n");
        server = TestServer.start(home);
        shell = new Socket(InetAddress.getLoopbackAddress(), port);
        shell.setSoTimeout(PATIENCE_MILLIS);
        answers = new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8);
        answer();
    }

    @AfterEach
    void end() throws IOException {
        if (shell != null) {
            shell.close();
        }
        server.close();
    }

    /** What the shell prints up to its next prompt. */
    private String answer() throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.lastIndexOf(PROMPT) < 0 || text.lastIndexOf(PROMPT) != text.length() - PROMPT.length()) {
            int c = answers.read();
            assertFalse(c < 0, () -> "The shell ended after " + text);
            text.append((char) c);
        }
        return text.substring(0, text.length() - PROMPT.length())
                .replace("\r", "")
                .strip();
    }

    private String run(String command) throws IOException {
        OutputStream out = shell.getOutputStream();
        out.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer();
    }

    private List<String> lines(String command) throws IOException {
        return run(command).lines().toList();
    }

    @Test
    void serverWithoutConsoleHasTheCommandsAndMakesNoPassword() throws IOException {
        assertEquals(
                3,
                lines("infinoted:plugins").stream()
                        .filter(line -> line.contains("  RUNNING  "))
                        .count());
        assertEquals("no connections", run("infinoted:connections"));
        assertEquals("no open documents", run("infinoted:sessions"));
        assertFalse(run("help infinoted:rollback").isEmpty());
        assertFalse(Files.exists(home.resolve("etc/console-password")));
        assertEquals(
                List.of(),
                server.log().lines().stream()
                        .filter(line -> line.contains(" ERROR ") || line.contains(" WARN "))
                        .toList());
    }

    @Test
    void clientIsListedItsDocumentSavedAndItsConnectionEnded() throws IOException {
        TestClient client = server.connect("ann");
        Editor ann = Editor.create(client, "minutes", "Ann");
        ann.append("twelve chars");
        String id = lines("infinoted:connections").stream()
                .filter(line -> line.contains(client.address()))
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];
        assertEquals("saved /minutes", run("infinoted:save /minutes"));
        assertEquals(
                List.of(new StoredText.Run("Ann", "twelve chars")),
                server.stored("minutes").runs());
        assertEquals("closed the connection of " + client.address(), run("infinoted:disconnect " + id));
        client.awaitEnd();
    }

    @Test
    void pluginIsStoppedAndStarted() throws IOException {
        assertEquals("stopped logging", run("infinoted:stop logging"));
        assertFalse(run("infinoted:plugins").contains("logging  RUNNING"));
        assertEquals("started logging", run("infinoted:start logging"));
        server.log().await("Loaded plugin \"logging\"");
    }
}
