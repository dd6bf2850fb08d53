// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.infinoted.system.Editor;
import org.infinoted.system.LifeCountingPlugin;
import org.infinoted.system.PluginJar;
import org.infinoted.system.StoredText;
import org.infinoted.system.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's own options change, for better or worse. */
@Tag("framework")
class HostOptionsIT {
    @TempDir
    Path home;

    private TestFramework framework;

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    private void configure(String key, Object value) throws IOException {
        Map<String, Object> options = new HashMap<>(
                Map.of("port", 0, "root-directory", home.resolve("data").toString()));
        options.put(key, value);
        framework.configure("org.infinoted.host", options);
    }

    @Test
    void serverGoesOnWithTheLastGoodOptionsUntilTheNextGoodOnes() throws Exception {
        framework = TestFramework.start(home);
        framework.awaitState(framework.installStock("note-text"), "RUNNING");
        int port = framework.port();
        TestClient client = TestClient.connect(port, "ann");
        Editor ann = Editor.create(client, "doc", "Ann");

        configure("plugin-call-budget", 0);
        framework.awaitLogged(
                "The configuration org.infinoted.host is refused, the last good one stays in force: The option"
                        + " plugin-call-budget is \"0\"; it must be a whole number from 1 to 3600");
        configure("port", "many");
        framework.awaitLogged("The option port is \"many\"; it must be a whole number from 0 to 65535");
        configure("port", 0); // as it is
        ann.append("typed on");
        client.request(TestClient.DIRECTORY, "<explore-node id=\"0\"/>"); // the server has read what was typed
        assertFalse(client.isEnded());
        assertEquals(port, framework.port());

        configure("plugin-call-budget", 4);
        assertTrue(client.awaitEnd(), "the stream was cut");
        framework.awaitHost();
        assertEquals(
                "typed on", StoredText.read(home.resolve("data/doc.InfText")).text());
        TestClient.connect(framework.port(), "ann").close();
    }

    /** The old one may still be busy with a call that does not return. */
    @Test
    void restartedServerGetsAnotherObjectOfAPlugin() throws Exception {
        framework = TestFramework.start(home);
        framework.install(new PluginJar("lives", "1.0.0", LifeCountingPlugin.class));
        framework.awaitLogged(LifeCountingPlugin.line(1));
        configure("plugin-call-budget", 4);
        framework.awaitLogged(LifeCountingPlugin.line(1), 2);
    }

    @Test
    void serverThatIsGivenNoGoodOptionsSaysWhatIsWrongAndRunsWhenTheyAreRight() throws Exception {
        framework = TestFramework.start(home, Map.of("plugin-call-budget", 0, "event-loops", -1));
        framework.awaitRefusal(
                "The option event-loops is \"-1\"; it must be a whole number from 0 to 1024; The option plugin-call-budget is"
                        + " \"0\"; it must be a whole number from 1 to 3600");
        configure("port", -1);
        framework.awaitRefusal("The option port is \"-1\"; it must be a whole number from 0 to 65535");
        configure("port", 0);
        TestClient.connect(framework.port(), "ann").close();
    }

    @Test
    void relationsBetweenOptionsAreCheckedToo() throws Exception {
        framework = TestFramework.start(home, Map.of("plugin-call-limit", 4));
        framework.awaitRefusal(
                "The option plugin-call-limit is 4; it must not be less than plugin-call-budget, which is 5");
    }
}
