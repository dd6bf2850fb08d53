// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Plugins come, change and go while two people type, who notice nothing. */
@Tag("system")
class HotDeployIT {
    /** The aim is 2 s, which is reported; a busy machine gets more time before the test fails. */
    private static final long LIMIT_MILLIS = 5_000;

    private static final PluginJar OLD = new PluginJar("recorder", "1.0.0", RecordingPlugin.class);
    private static final PluginJar NEW = new PluginJar("recorder", "2.0.0", RecordingPlugin.class);

    @TempDir
    Path home;

    private TestReporter reporter;
    private TestServer server;
    private Editor ann;
    private Editor bob;
    private Typist annTypes;
    private Typist bobTypes;

    @BeforeEach
    void typeAway(TestReporter junit) throws IOException {
        reporter = junit;
        long seed = Seed.of("typing.seed");
        server = TestServer.startAsShipped(TestServer.freePort(), home);
        ann = Editor.create(server.connect("ann"), "doc", "Ann");
        bob = Editor.open(server.connect("bob"), "doc", "Bob");
        annTypes = new Typist(ann, anywhere(new Random(seed)));
        bobTypes = new Typist(bob, anywhere(new Random(seed + 1)));
    }

    @AfterEach
    void kill() {
        annTypes.close();
        bobTypes.close();
        server.close();
    }

    private static Consumer<Editor> anywhere(Random random) {
        return editor -> {
            int length = editor.length();
            int dice = random.nextInt(10);
            if (dice == 0 && editor.canUndo()) {
                editor.undo();
            } else if (dice < 4 && length > 0) {
                int position = random.nextInt(length);
                editor.delete(position, Math.min(1 + random.nextInt(3), length - position));
            } else {
                editor.insert(random.nextInt(length + 1), "some".substring(random.nextInt(4)));
            }
        };
    }

    @Test
    void pluginThatIsCopiedInRunsAndKnowsWhatIsThere() throws IOException {
        load(OLD);
        assertArrived(recorded(OLD));
        assertNobodyNoticed();
    }

    @Test
    void pluginThatIsReplacedLeavesAllAndTheNewOneKnowsWhatIsThere() throws IOException {
        load(OLD);
        load(NEW);
        server.log().await("Unloaded plugin \"recorder\" from \"" + OLD.bundle() + "\"");
        assertArrivedAndLeft(recorded(OLD));
        assertArrived(recorded(NEW));
        assertNobodyNoticed();
    }

    @Test
    void pluginThatIsDeletedLeavesAll() throws IOException {
        load(OLD);
        Files.delete(OLD.in(server.plugins()));
        server.log().await("Unloaded plugin \"recorder\"");
        assertArrivedAndLeft(recorded(OLD));
        assertNobodyNoticed();
    }

    private void load(PluginJar jar) {
        jar.deploy(server.plugins());
        long moved = System.nanoTime();
        ServerLog.Line loaded = server.log().await("Loaded plugin \"recorder\" from \"" + jar.bundle() + "\"");
        long millis = TimeUnit.NANOSECONDS.toMillis(loaded.nanos() - moved);
        reporter.publishEntry("from the move of " + jar.bundle() + " to RUNNING", millis + " ms");
        assertTrue(millis < LIMIT_MILLIS, () -> "It took " + millis + " ms");
    }

    /** The callbacks of the plugin in this jar, in order. */
    private List<String> recorded(PluginJar jar) {
        String prefix = RecordingPlugin.line(jar.version(), "");
        return server.log().lines().stream()
                .filter(line -> line.contains(prefix))
                .map(line -> line.substring(line.indexOf(prefix) + prefix.length()))
                .toList();
    }

    private Set<String> ofBoth(String callback) {
        return List.of(ann, bob).stream()
                .map(editor -> callback + " " + editor.client().address())
                .collect(Collectors.toSet());
    }

    private void assertArrived(List<String> callbacks) {
        assertEquals(4, callbacks.size(), callbacks::toString);
        assertBegun(callbacks);
    }

    private void assertArrivedAndLeft(List<String> callbacks) {
        assertEquals(8, callbacks.size(), callbacks::toString);
        assertBegun(callbacks);
        assertEquals("sessionRemoved /doc", callbacks.get(4));
        assertEquals(ofBoth("connectionRemoved"), Set.copyOf(callbacks.subList(5, 7)));
        assertEquals("deinitialize", callbacks.get(7));
    }

    private void assertBegun(List<String> callbacks) {
        assertEquals("initialize", callbacks.get(0));
        assertEquals(ofBoth("connectionAdded"), Set.copyOf(callbacks.subList(1, 3)));
        assertEquals("sessionAdded /doc", callbacks.get(3));
    }

    /** Nobody was disconnected, nothing was lost, and all have the same text. */
    private void assertNobodyNoticed() throws IOException {
        annTypes.stop();
        bobTypes.stop();
        ann.catchUpWith(bob);
        bob.catchUpWith(ann);
        assertFalse(ann.isClosed() || bob.isClosed());
        assertTrue(ann.count(bob.user()) > 0 && bob.count(ann.user()) > 0);
        assertEquals(ann.text(), bob.text());
        try (TestClient late = server.connect("late")) {
            assertEquals(ann.text(), late.subscribe(late.find("doc")).text());
        }
        server.stop();
    }
}
