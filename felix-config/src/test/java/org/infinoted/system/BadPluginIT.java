// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that fails or hangs affects nobody else: people go on editing, and the log names the plugin. */
@Tag("system")
class BadPluginIT {
    /** A plugin has 2 s to end; saving and stopping the framework need little of the rest. */
    private static final long STOP_LIMIT_MILLIS = 17_000;

    @TempDir
    Path home;

    private TestServer server;
    private Editor ann;
    private Editor bob;

    @BeforeEach
    void open() throws IOException {
        TestServer.configureHost(home, "plugin-stop-time = 2");
        server = TestServer.start(home);
        ann = Editor.create(server.connect("ann"), "doc", "Ann");
        bob = Editor.open(server.connect("bob"), "doc", "Bob");
    }

    @AfterEach
    void kill() {
        server.close();
    }

    private void assertPeopleGoOn() throws IOException {
        ann.append("Ann ");
        bob.insert(0, "Bob ");
        ann.catchUpWith(bob);
        bob.catchUpWith(ann);
        assertEquals(ann.text(), bob.text());
        try (TestClient late = server.connect("late")) {
            assertEquals(ann.text(), late.subscribe(late.find("doc")).text());
        }
    }

    @Test
    void exceptionsAndErrorsInAnyCallbackAreLoggedAndHarmNobody() throws IOException {
        assertHarmless("initialize", "exception");
        assertHarmless("connectionAdded", "exception");
        assertHarmless("sessionAdded", "exception");
        assertHarmless("happened", "exception");
        assertHarmless("sessionRemoved", "exception");
        assertHarmless("connectionRemoved", "exception");
        assertHarmless("deinitialize", "exception");
        assertHarmless("initialize", "error");
        assertHarmless("sessionAdded", "error");
        assertHarmless("deinitialize", "error");
        server.stop();
    }

    /** Deploys a plugin with that fault, edits, and removes it. */
    private void assertHarmless(String callback, String kind) throws IOException {
        // a name of its own for each, so that log lines cannot be mixed up
        String name = "faulty-" + callback.toLowerCase(Locale.ROOT) + "-" + kind;
        PluginJar jar = new PluginJar(name, "1.0.0", FaultyPlugin.class)
                .header(FaultyPlugin.FAULT, callback)
                .header(FaultyPlugin.KIND, kind);
        boolean starts = !callback.equals("initialize");
        jar.deploy(server.plugins());
        server.log().await((starts ? "Loaded plugin \"" : "Failed to start plugin \"") + name);
        assertPeopleGoOn();
        Files.delete(jar.in(server.plugins()));
        if (starts) {
            server.log().await("Unloaded plugin \"" + name);
        }
        server.log().await("Plugin \"" + name + "\" failed in " + callback);
        assertPeopleGoOn();
    }

    @Test
    void pluginThatNeverReturnsHoldsUpNeitherPeopleNorOtherPluginsNorTheEnd(TestReporter reporter) throws IOException {
        new PluginJar("blocking", "1.0.0", BlockingPlugin.class).deploy(server.plugins());
        server.log().await(BlockingPlugin.LINE);
        assertPeopleGoOn();
        new PluginJar("recorder", "1.0.0", RecordingPlugin.class).deploy(server.plugins());
        server.log().await("Loaded plugin \"recorder\"");
        assertPeopleGoOn();

        long begin = System.nanoTime();
        server.stop();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        reporter.publishEntry("stop with a blocked plugin", millis + " ms");
        assertTrue(millis < STOP_LIMIT_MILLIS, () -> "Stopping took " + millis + " ms");
        server.log().await("Abandoned plugin \"blocking\"");
        assertTrue(ann.client().awaitEnd() && bob.client().awaitEnd(), "a stream was cut");
        assertEquals(server.stored("doc").text().length(), ann.text().length());
    }

    @Test
    void pluginThatNeverReturnsIsAbandonedWhenItIsDeleted() throws IOException {
        PluginJar blocking = new PluginJar("blocking", "1.0.0", BlockingPlugin.class);
        blocking.deploy(server.plugins());
        server.log().await(BlockingPlugin.LINE);
        Files.delete(blocking.in(server.plugins()));
        assertPeopleGoOn();
        server.log().await("Abandoned plugin \"blocking\"");
        new PluginJar("recorder", "1.0.0", RecordingPlugin.class).deploy(server.plugins());
        server.log().await("Loaded plugin \"recorder\"");
        assertPeopleGoOn();
        server.stop();
    }
}
