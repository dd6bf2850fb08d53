// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.infinoted.system.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** A required plugin goes away while people are connected; the policy decides what happens to them. */
@Tag("framework")
class RequiredPluginsIT {
    @TempDir
    Path home;

    private TestFramework framework;
    private Bundle visits;
    private TestClient ann;

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    /** Starts the server, and removes the plugin. */
    private int lose(String policy) throws Exception {
        framework = TestFramework.start(
                home,
                Map.of(
                        "required-plugins",
                        new String[] {"visits"},
                        "required-plugins-grace",
                        0,
                        "required-plugins-policy",
                        policy));
        assertFalse(framework.listens(), "it listens before the plugin is there");
        visits = framework.installStock("visits");
        int port = framework.port();
        ann = TestClient.connect(port, "ann");
        visits.stop();
        return port;
    }

    private void assertThatAnnIsServed() {
        assertFalse(ann.isEnded());
        ann.request(TestClient.DIRECTORY, "<explore-node id=\"0\"/>");
    }

    @Test
    void closeListenersLetsThoseGoOnWhoAreThereAndNobodyElseIn() throws Exception {
        int port = lose("close-listeners");
        framework.awaitNoListener();
        assertThrows(IOException.class, () -> TestClient.connect(port, "bob"));
        assertThatAnnIsServed();

        visits.start();
        TestClient.connect(framework.port(), "bob").close();
        assertThatAnnIsServed();
    }

    @Test
    void closeConnectionsEndsTheStreamsOfThoseWhoAreThere() throws Exception {
        lose("close-connections");
        assertTrue(ann.awaitEnd(), "the stream was cut");
        framework.awaitNoListener();

        visits.start();
        TestClient.connect(framework.port(), "ann").close();
    }

    @Test
    void goOnLetsEverybodyIn() throws Exception {
        int port = lose("go-on");
        framework.awaitState(visits, "WAITING");
        TestClient.connect(port, "bob").close();
        assertThatAnnIsServed();
    }
}
