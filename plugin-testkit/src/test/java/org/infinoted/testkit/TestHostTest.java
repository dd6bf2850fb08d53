// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.directory.Node;
import org.infinoted.note.NoteType;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginState;
import org.infinoted.session.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TestHostTest {
    private final TestHost host = TestHost.start();
    private final RecordingPlugin recording = new RecordingPlugin();

    /** Records what it is told. */
    private static final class RecordingPlugin implements Plugin<Void, Void> {
        final List<String> lines = new ArrayList<>();

        @Override
        public Void connectionAdded(Connection connection) {
            lines.add("+" + connection.remoteAddress());
            return null;
        }

        @Override
        public void connectionRemoved(Connection connection, Void info) {
            lines.add("-" + connection.remoteAddress());
        }

        @Override
        public Void sessionAdded(Session session) {
            lines.add("+" + session.node().orElseThrow().path());
            return null;
        }

        @Override
        public void sessionRemoved(Session session, Void info) {
            lines.add("-" + session.node().orElseThrow().path());
        }

        @Override
        public void deinitialize() {
            lines.add("end");
        }
    }

    private TestDocument other(String path) {
        host.add(Map.of(NoteType.NAME, UnknownNoteType.TYPE), List.of(NoteType.class.getName()), new UnknownNoteType());
        return host.document(path, UnknownNoteType.TYPE);
    }

    @Test
    void pluginIsToldOfWhatIsThereAndOfWhatComesAndGoes() {
        var ann = host.connect("ann").login();
        var plugin = host.install("notes", recording);
        host.connect("bob");
        ann.close();

        assertEquals(List.of("+127.0.0.1:40001", "+127.0.0.1:40002", "-127.0.0.1:40001"), recording.lines);
        assertEquals(PluginState.RUNNING, plugin.status().state());
        assertEquals(1, host.connections().size());
    }

    @Test
    void uninstalledPluginIsToldThatAllGoes() {
        host.connect("ann");
        host.install("notes", recording).uninstall();

        assertEquals(List.of("+127.0.0.1:40001", "-127.0.0.1:40001", "end"), recording.lines);
        assertEquals(List.of(), host.plugins());
    }

    @Test
    void documentIsOpenUntilAMinuteAfterTheLastHasLeft() {
        host.install("notes", recording);
        var todo = other("/notes/todo");
        assertTrue(todo.session().isEmpty());
        var ann = host.connect("ann").login().join(todo, "Ann");
        ann.leave(todo);
        host.advance(Duration.ofSeconds(59));
        assertEquals("+/notes/todo", recording.lines.get(1));
        assertTrue(todo.session().isPresent());

        host.advance(Duration.ofSeconds(2));

        assertEquals("-/notes/todo", recording.lines.get(2));
        assertTrue(todo.session().isEmpty());
    }

    @Test
    void heldCallbacksRunOneByOneWhileEverythingElseGoesOn() {
        host.hold();
        var plugin = host.install("notes", recording);
        var ann = host.connect("ann").login();
        host.connect("bob");
        assertEquals(ConnectionState.OPEN, ann.connection().state());
        assertEquals(PluginState.STARTING, plugin.status().state());

        assertTrue(host.step()); // initialize
        assertTrue(host.step());
        assertEquals(List.of("+127.0.0.1:40001"), recording.lines);
        host.release();

        assertEquals(List.of("+127.0.0.1:40001", "+127.0.0.1:40002"), recording.lines);
        assertFalse(host.step());
    }

    @Test
    void callbackMayWaitForAnAnswerOfTheServer() {
        List<Node> found = new ArrayList<>();
        host.install("waiting", new Plugin<Void, Void>() {
            @Override
            public void initialize(PluginContext<Void, Void> context) throws InterruptedException, ExecutionException {
                found.add(context.directory()
                        .addFolder(Node.ROOT, "made")
                        .toCompletableFuture()
                        .get());
            }
        });

        assertEquals("/made", found.get(0).path());
    }

    @Test
    void timersOfPluginsRunWhenTheClockMoves() throws PluginException {
        var good = host.install(GoodPlugin.class);
        host.advance(Duration.ofSeconds(9));
        assertEquals(List.of(), good.log());

        host.advance(Duration.ofSeconds(11));

        assertEquals(List.of("INFO tick", "INFO tick"), good.log());
        assertEquals(VirtualTime.START.plusSeconds(20), host.clock().instant());
    }

    @Test
    void componentIsMadeWithItsOptions() throws PluginException {
        host.connect("ann").login();
        var good = host.install(GoodPlugin.class, Map.of("times", 2));
        host.connect("bob").login();

        assertEquals("good", good.name());
        assertEquals(List.of("INFO hello hello 127.0.0.1:40002"), good.log());
    }

    @Test
    void optionsThatTheServerRefusesDoNotGetToThePlugin() throws PluginException {
        var refusal = assertThrows(PluginException.class, () -> host.install(GoodPlugin.class, Map.of("times", 4)));
        assertEquals("The option times is \"4\"; it must be a whole number from 1 to 3", refusal.getMessage());

        var good = host.install(GoodPlugin.class, Map.of("times", "2 "));
        assertThrows(PluginException.class, () -> good.change(Map.of("times", 0)));
        host.connect("ann").login();

        assertEquals(List.of("INFO hello hello 127.0.0.1:40001"), good.log());
    }

    @Test
    void changedOptionsMakeAnotherObjectIfThereIsNoMethodForThem() throws PluginException {
        var good = host.install(GoodPlugin.class);
        Object before = good.object();

        good.change(Map.of("times", 3));
        host.connect("ann").login();

        assertNotSame(before, good.object());
        assertEquals(List.of("INFO hello hello hello 127.0.0.1:40001"), good.log());
    }

    @Test
    void classWithoutDescriptionIsRefusedWithWhatToDo() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> host.install(RecordingPlugin.class));

        assertTrue(refusal.getMessage().contains("bnd-maven-plugin writes it"), refusal.getMessage());
    }

    @Test
    void missingNoteTypeIsNamed() {
        var refusal = assertThrows(IllegalStateException.class, () -> host.document("/todo"));

        assertTrue(refusal.getMessage().startsWith("There is no note type \"InfText\""), refusal.getMessage());
    }

    @Test
    void clientThatHasNotLoggedInOpensNothing() {
        var todo = other("/todo");
        var ann = host.connect("ann");

        var refusal = assertThrows(IllegalStateException.class, () -> ann.open(todo));

        assertEquals("ann has not logged in, or is gone; call login() before", refusal.getMessage());
    }

    @Test
    void whatAPluginThrowsIsInTheLogOfTheServer() {
        host.install("throwing", new Plugin<Void, Void>() {
            @Override
            public Void connectionAdded(Connection connection) {
                throw new IllegalStateException("Not today");
            }
        });
        host.connect("ann");

        assertTrue(
                host.log().stream()
                        .anyMatch(line -> line.startsWith("WARN")
                                && line.contains("connectionAdded")
                                && line.endsWith("IllegalStateException: Not today")),
                () -> host.log().toString());
    }

    @Test
    void stoppedHostEndsPluginsAndClosesDocuments() {
        host.install("notes", recording);
        host.connect("ann").login().open(other("/todo"));

        host.close();

        assertEquals(List.of("+127.0.0.1:40001", "+/todo", "-/todo", "-127.0.0.1:40001", "end"), recording.lines);
        assertEquals(List.of(), host.sessions());
    }
}
