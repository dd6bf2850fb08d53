// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broken jar is copied over a working one, and a slow one over one that the server requires. */
@Tag("system")
class BadUpdateIT {
    private static final PluginJar GOOD = new PluginJar("recorder", "1.0.0", RecordingPlugin.class);
    private static final PluginJar BAD =
            new PluginJar("recorder", "2.0.0", FaultyPlugin.class).header(FaultyPlugin.FAULT, "initialize");
    private static final PluginJar BETTER = new PluginJar("recorder", "3.0.0", RecordingPlugin.class);

    @TempDir
    Path home;

    private TestServer server;

    @AfterEach
    void kill() {
        server.close();
    }

    @Test
    void badJarIsTakenBackWhileTwoPeopleTypeWhoNoticeNothing() throws Exception {
        server = TestServer.start(home);
        Editor ann = Editor.create(server.connect("ann"), "doc", "Ann");
        Editor bob = Editor.open(server.connect("bob"), "doc", "Bob");
        runGood();
        try (Typist annTypes = new Typist(ann, editor -> editor.append("a"));
                Typist bobTypes = new Typist(bob, editor -> editor.insert(0, "b"))) {
            byte[] bad = deployBad();
            awaitTakenBack();
            // the watcher looks at the folder again and again: it has seen the bad jar before each of these
            runAnother("first");
            runAnother("second");
            assertArrayEquals(bad, Files.readAllBytes(BAD.in(server.plugins())), "the folder is people's own");
            annTypes.stop();
            bobTypes.stop();
        }
        ann.catchUpWith(bob);
        bob.catchUpWith(ann);
        assertFalse(ann.isClosed() || bob.isClosed());
        assertEquals(ann.text(), bob.text());
        assertEquals(1, count("Rolled back " + GOOD.symbolicName()));
        assertEquals(GOOD.bundle(), lastLoaded());

        BETTER.deploy(server.plugins());
        server.log().await(loaded(BETTER));
        server.stop();
    }

    @Test
    void withTheBadJarStillThereTheGoodOneRunsAfterARestart() throws Exception {
        server = TestServer.start(home);
        runGood();
        server.stop();
        server.close();
        byte[] bad = deployBad(); // it makes no difference whether the server sees it come
        for (int start = 0; start < 2; start++) {
            server = TestServer.start(home);
            awaitTakenBack();
            assertEquals(GOOD.bundle(), lastLoaded());
            server.stop();
            server.close();
        }
        assertArrayEquals(bad, Files.readAllBytes(BAD.in(server.plugins())));
    }

    @Test
    void whoConnectsWhileARequiredPluginIsReplacedGetsIn() throws Exception {
        Path go = home.resolve("go");
        PluginJar present = required("1.0.0", RecordingPlugin.class);
        PluginJar next = required("2.0.0", BadStartPlugin.class).header(BadStartPlugin.WAIT, go.toString());
        Path folder = Files.createDirectories(home.resolve("plugins"));
        Path jar = folder.resolve("org.infinoted.plugin.recorder.jar");
        Files.write(jar, present.bytes());
        server = TestServer.start(home, "--plugins=note-text", "--plugins=recorder");
        Path beside = Files.write(home.resolve("next.part"), next.bytes());
        PluginJar.copy(beside, jar);
        server.log().await("New clients wait for at most 10 s");
        CompletableFuture<TestClient> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return server.connect("ann");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Files.createFile(go);
        try (TestClient ann = waiting.get(TestClient.PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            Editor.create(ann, "doc", "Ann").append("in");
        }
        server.log().await("Loaded plugin \"recorder\" from \"org.infinoted.plugin.recorder/2.0.0\"");
        assertEquals(1, count("Listening on 127.0.0.1"), "the port was closed meanwhile");
        server.stop();
    }

    private static PluginJar required(String version, Class<?> component) {
        return new PluginJar("recorder", version, component)
                .header("Bundle-SymbolicName", "org.infinoted.plugin.recorder");
    }

    /** Deploys the good one, and waits until it counts as a version that ran. */
    private void runGood() {
        GOOD.deploy(server.plugins());
        server.log().await(loaded(GOOD));
        Path kept = home.resolve("previous-plugins").resolve(GOOD.symbolicName());
        Poll.until(() -> holdsAJar(kept), () -> "The version that runs is not kept");
    }

    private static boolean holdsAJar(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] deployBad() throws IOException {
        BAD.deploy(server.plugins());
        return Files.readAllBytes(BAD.in(server.plugins()));
    }

    private void runAnother(String name) {
        PluginJar another = new PluginJar(name, "1.0.0", RecordingPlugin.class);
        another.deploy(server.plugins());
        server.log().await(loaded(another));
    }

    private void awaitTakenBack() {
        server.log().await("Rolled back " + GOOD.symbolicName() + ": Version 2.0.0 was taken back, and version 1.0.0");
        server.log().await(GOOD.symbolicName() + " runs again with version 1.0.0");
    }

    private static String loaded(PluginJar jar) {
        return "Loaded plugin \"" + jar.symbolicName().substring("org.infinoted.test.".length()) + "\" from \""
                + jar.bundle() + "\"";
    }

    private long count(String text) {
        return server.log().lines().stream().filter(line -> line.contains(text)).count();
    }

    /** The bundle with which the plugin was started last. */
    private String lastLoaded() {
        String prefix = "Loaded plugin \"recorder\" from \"";
        List<String> lines = server.log().lines().stream()
                .filter(line -> line.contains(prefix))
                .toList();
        String last = lines.get(lines.size() - 1);
        int begin = last.indexOf(prefix) + prefix.length();
        return last.substring(begin, last.indexOf('"', begin));
    }
}
