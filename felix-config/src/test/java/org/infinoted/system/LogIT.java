// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients, plugins and pipes can do to the log, and the log to the server. */
@Tag("system")
class LogIT {
    private static final int FLOOD = 20_000;
    private static final long STOP_LIMIT_MILLIS = 20_000;

    @TempDir
    Path home;

    private List<String> file() {
        try {
            return Files.readAllLines(home.resolve("log/infinoted.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean logged(String text) {
        return file().stream().anyMatch(line -> line.contains(text));
    }

    @Test
    void serverWhoseStandardErrorNobodyReadsServesAndStopsInTimeWithEverythingSaved() throws IOException {
        try (var server = TestServer.startWithUnreadErrors(home);
                var ann = server.connect("ann");
                var bob = server.connect("bob")) {
            Editor first = Editor.create(ann, "doc", "Ann");
            Editor second = Editor.open(bob, "doc", "Bob");
            new PluginJar("flooding", "1.0.0", FloodingPlugin.class).deploy(server.plugins());
            Poll.until(() -> logged("Loaded plugin \"flooding\""), () -> "the plugin has not logged all");

            first.append("Ann's ");
            second.catchUpWith(first);
            second.append("and Bob's");
            first.catchUpWith(second);
            assertEquals("Ann's and Bob's", first.text());

            long begin = System.nanoTime();
            server.stop();
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            assertTrue(took < STOP_LIMIT_MILLIS, () -> "stopped after " + took + " ms");
            assertEquals("Ann's and Bob's", server.stored("doc").text());
        }
    }

    @Test
    void pluginThatLogsMuchIsCutAndTheLogSaysSo() throws IOException {
        try (var server = TestServer.start(home)) {
            new PluginJar("flooding", "1.0.0", FloodingPlugin.class).deploy(server.plugins());
            server.log().await("Loaded plugin \"flooding\"");
            server.stop();
        }
        List<String> lines = file().stream()
                .filter(line -> line.contains("org.infinoted.plugin.flooding") && line.contains("flood"))
                .toList();
        assertTrue(lines.size() < FloodingPlugin.LINES / 2, () -> lines.size() + " lines");
        assertTrue(lines.stream().anyMatch(line -> line.contains("more like this")), "nothing says that it was cut");
    }

    @Test
    void floodOfBadMessagesLeavesAFewLinesAndHidesNobodyElses() throws IOException {
        try (var server = TestServer.start(home);
                var mallory = server.connect("mallory");
                var ann = server.connect("ann")) {
            Editor.create(mallory, "doc", "Mallory");
            Editor good = Editor.open(ann, "doc", "Ann");
            try {
                for (int i = 0; i < FLOOD; i++) {
                    mallory.send(good.group(), "<odd" + i + "/>");
                }
            } catch (UncheckedIOException e) {
                // it was disconnected for that, which is right as well
            }
            ann.send(good.group(), "<trouble/>");
            server.log().await("\"trouble\"");
            server.log().await("more like this");
            server.stop();

            long floods = file().stream()
                    .filter(line -> line.contains(mallory.address()))
                    .count();
            assertTrue(floods < 100, () -> floods + " lines about one client");
            assertTrue(Files.size(home.resolve("log/infinoted.log")) < 100_000);
        }
    }

    @Test
    void linesHoldLittleOfWhatAClientSends() throws IOException {
        try (var server = TestServer.start(home);
                var mallory = server.connect("mallory")) {
            Editor editor = Editor.create(mallory, "doc", "Mallory");
            String big = "x".repeat(300_000);
            mallory.send(editor.group(), "<odd value=\"" + big + "\">" + big + "</odd>");
            mallory.send(
                    editor.group(),
                    "<user-status-change id=\"99\" status=\"" + big + "\">" + big + "</user-status-change>");
            mallory.send(editor.group(), "<request user=\"" + big + "\"/>");
            mallory.send(editor.group(), "<request user=\"1\" time=\"" + big + "\"/>");
            mallory.send(TestClient.DIRECTORY, "<odd value=\"" + big + "\">" + big + "</odd>");
            mallory.send(editor.group(), "<end/>");
            server.log().await("\"end\"");
            server.stop();

            for (String line : file()) {
                assertTrue(line.length() < 1500, () -> line.length() + " characters: " + line.substring(0, 300));
            }
        }
    }

    @Test
    void connectionThatIsResetIsNoError() throws IOException {
        try (var server = TestServer.start(home);
                var client = server.connect("client")) {
            server.log().await(client.address() + " (no client certificate) connected");
            client.abort();
            String line =
                    server.log().await("Lost connection " + client.address()).text();
            assertTrue(line.contains(" INFO "), line);
            server.stop();
            assertTrue(file().stream().noneMatch(any -> any.startsWith("\tat ")), server.log()::toString);
        }
    }
}
