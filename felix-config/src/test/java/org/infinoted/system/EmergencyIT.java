// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.infinoted.note.NoteType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An event loop meets an error while people type, and the server is asked to stop or ends by itself: whatever anybody else has seen
 * is in the files.
 */
@Tag("system")
class EmergencyIT {
    private static final int EMERGENCY = 75;
    private static final int DOCUMENTS = 3;
    /** Few enough to reach quickly, but by then the server is in the middle of its work. */
    private static final int WARMED_UP = 60;

    private static final int RUNS = "full".equals(System.getProperty("infinoted.test.scale")) ? 15 : 1;

    @TempDir
    Path folder;

    private final List<Editor> editors = new ArrayList<>();
    private final List<Typist> typists = new ArrayList<>();

    static IntStream runs() {
        return IntStream.range(0, RUNS);
    }

    /** A server that meets errors on demand, with a heap that is full soon. */
    private TestServer start(Path home) throws IOException {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        new PluginJar("faulty", "1.0.0", FaultyNotes.class)
                .provides(NoteType.class)
                .property(NoteType.NAME, FaultyNotes.TYPE)
                .header(
                        "Import-Package",
                        "org.osgi.framework,org.infinoted.connection,org.infinoted.note,org.infinoted.protocol,"
                                + "org.infinoted.session,org.infinoted.xml")
                .deploy(plugins);
        return TestServer.startSmall(home);
    }

    private static void meet(TestServer server, String error) throws IOException {
        TestClient client = server.connect("bomber");
        client.send(client.createDocument(error, FaultyNotes.TYPE), "<" + error + "/>");
    }

    /** Two people type in each document. Returns when they are in the middle of it. */
    private void type(TestServer server) throws IOException {
        for (int i = 0; i < DOCUMENTS; i++) {
            editors.add(Editor.create(server.connect("ann" + i), "doc" + i, "Ann"));
            editors.add(Editor.open(server.connect("bob" + i), "doc" + i, "Bob"));
        }
        for (int i = 0; i < editors.size(); i++) {
            typists.add(new Typist(editors.get(i), words((char) ('a' + i))));
        }
        for (int i = 0; i < DOCUMENTS; i++) {
            TestClient observer = server.connect("observer");
            observer.subscribe(observer.find("doc" + i));
            observer.takeStanzas("<request ", WARMED_UP);
        }
    }

    /** Appends a word that nobody else writes, with each keystroke. */
    private static Consumer<Editor> words(char letter) {
        var next = new AtomicInteger();
        return editor -> editor.append(letter + "" + next.getAndIncrement() + " ");
    }

    private void assertEverythingRelayedIsStored(TestServer server) {
        typists.forEach(Typist::awaitEnd);
        for (int i = 0; i < editors.size(); i++) {
            List<String> seen =
                    editors.get(i).received().stream().map(Message::text).toList();
            String stored = server.stored("doc" + i / 2).text();
            assertFalse(seen.isEmpty());
            assertEquals(
                    List.of(),
                    seen.stream().filter(word -> !stored.contains(word)).toList(),
                    () -> "of " + seen.size() + " words are lost; the server said: " + server.log());
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void whatWasRelayedIsStoredWhenAnOutOfMemoryErrorIsFollowedByASignal(int run) throws IOException {
        try (var server = start(folder.resolve("home" + run))) {
            type(server);
            meet(server, "memory");
            server.terminate();
            int status = server.awaitExit();
            assertTrue(status == 0 || status == EMERGENCY, () -> status + ": " + server.log());
            assertEverythingRelayedIsStored(server);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void whatWasRelayedIsStoredWhenTheMemoryIsFull(int run) throws IOException {
        try (var server = start(folder.resolve("home" + run))) {
            type(server);
            meet(server, "exhaust");
            assertEquals(EMERGENCY, server.awaitExit(), server.log()::toString);
            assertEverythingRelayedIsStored(server);
        }
    }

    @Test
    void anErrorThatHarmsNothingElseEndsNothingElse() throws IOException {
        try (var server = start(folder.resolve("home"))) {
            type(server);
            meet(server, "stack");
            server.connect("late").find("doc0");
            typists.forEach(Typist::stop);
            editors.get(0).catchUpWith(editors.get(1));
            server.stop();
            assertEverythingRelayedIsStored(server);
        }
    }

    @Test
    void whatWasRelayedIsStoredWhenALoopIsStuck() throws IOException {
        try (var server = start(folder.resolve("home"))) {
            type(server);
            meet(server, "hang");
            server.log().await("has not answered for");
            long begin = System.nanoTime();
            server.terminate();
            int status = server.awaitExit();
            assertTrue(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) < 65, "it took too long");
            assertEquals(0, status, server.log()::toString);
            assertEverythingRelayedIsStored(server);
        }
    }
}
