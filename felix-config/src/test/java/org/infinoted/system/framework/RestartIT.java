// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.infinoted.system.Editor;
import org.infinoted.system.Seed;
import org.infinoted.system.StoredText;
import org.infinoted.system.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;

/** The bundles that all others depend on restart, and bundles start in an unusual order. */
@Tag("framework")
class RestartIT {
    private static final int ORDERS = 8;

    @TempDir
    Path home;

    private TestFramework framework;
    private List<Bundle> plugins;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(home);
        plugins = new ArrayList<>();
        for (String name : List.of("note-text", "note-chat", "logging", "visits")) {
            plugins.add(framework.installStock(name));
        }
        awaitAll();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    private void awaitAll() throws Exception {
        for (Bundle plugin : plugins) {
            framework.awaitState(plugin, "RUNNING");
        }
    }

    @Test
    void refreshedApiRestartsHostAndPluginsAfterEverythingWasSaved() throws Exception {
        TestClient client = TestClient.connect(framework.port(), "ann");
        Editor ann = Editor.create(client, "doc", "Ann");
        ann.append("typed before the refresh");
        client.request(TestClient.DIRECTORY, "<explore-node id=\"0\"/>"); // the server has read what was typed

        framework.refresh(framework.bundle("org.infinoted.api"));

        assertTrue(client.awaitEnd(), "the stream was cut");
        framework.awaitHost();
        awaitAll();
        assertEquals(
                "typed before the refresh",
                StoredText.read(home.resolve("data/doc.InfText")).text());
        try (TestClient again = TestClient.connect(framework.port(), "ann")) {
            assertEquals(
                    "typed before the refresh",
                    again.subscribe(again.find("doc")).text());
        }
    }

    /** When the bundle stops, Declarative Services ends its components one by one, in an order of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"Whiteboards", "whiteboard.PluginWhiteboard", "whiteboard.NoteTypeWhiteboard"})
    void hostEndsProperlyBeforeWhatItGetsServicesFrom(String component) throws Exception {
        TestClient client = TestClient.connect(framework.port(), "ann");
        Editor ann = Editor.create(client, "doc", "Ann");
        ann.append("typed before the end");
        client.request(TestClient.DIRECTORY, "<explore-node id=\"0\"/>"); // the server has read what was typed

        framework.setEnabled(framework.host(), "org.infinoted.host." + component, false);

        assertTrue(client.awaitEnd(), "the stream was cut");
        assertFalse(framework.listens());
        assertEquals(List.of(), framework.plugins());
        assertEquals(
                "typed before the end",
                StoredText.read(home.resolve("data/doc.InfText")).text());
        framework.setEnabled(framework.host(), "org.infinoted.host." + component, true);
        framework.awaitHost();
        awaitAll();
        try (TestClient again = TestClient.connect(framework.port(), "ann")) {
            assertEquals(
                    "typed before the end", again.subscribe(again.find("doc")).text());
        }
    }

    @Test
    void anyOrderOfStartsEndsInTheSameState() throws Exception {
        var random = new Random(Seed.of("restart.seed"));
        List<String> before = states();
        List<Bundle> all = new ArrayList<>(plugins);
        all.add(framework.host());
        all.add(framework.bundle("org.infinoted.api"));
        all.add(framework.bundle("org.apache.felix.scr"));
        for (int i = 0; i < ORDERS; i++) {
            Collections.shuffle(all, random);
            for (Bundle bundle : all) {
                bundle.stop();
            }
            Collections.shuffle(all, random);
            for (Bundle bundle : all) {
                bundle.start();
            }
            framework.awaitHost();
            awaitAll();
            assertEquals(before, states());
        }
    }

    private List<String> states() {
        return framework.plugins().stream()
                .map(status -> status.name() + " " + status.state() + " " + status.reason())
                .sorted()
                .toList();
    }
}
