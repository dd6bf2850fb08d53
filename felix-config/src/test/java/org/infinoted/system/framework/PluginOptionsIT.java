// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Plugins' options are checked against what the plugins declare, before the plugins get them. */
class PluginOptionsIT {
    private static final String VISITS = "org.infinoted.plugin.visits";
    private static final String LOGGING = "org.infinoted.plugin.logging";

    @TempDir
    Path home;

    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(home);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    @Test
    void pluginWithoutAGoodConfigurationIsInvalidUntilItHasOne() throws Exception {
        framework.configure(VISITS, Map.of("minimum", "soon", "maximum", 7));
        Bundle visits = framework.installStock("visits");
        TestFramework.Status status = framework.awaitState(visits, "INVALID");
        assertEquals(
                "The option minimum is \"soon\"; it must be a whole number, 0 or more; There is no option maximum; did you mean"
                        + " minimum?",
                status.reason());

        framework.configure(VISITS, Map.of("minimum", 7));
        assertEquals("", framework.awaitState(visits, "RUNNING").reason());
    }

    @Test
    void lastGoodConfigurationStaysInForce() throws Exception {
        framework.configure(VISITS, Map.of("minimum", "7"));
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");

        framework.configure(VISITS, Map.of("minimum", "-1"));
        framework.awaitReason(visits, "RUNNING", "The option minimum is \"-1\"; it must be a whole number, 0 or more");

        framework.configure(VISITS, Map.of("minimum", "8"));
        framework.awaitReason(visits, "RUNNING", "");
    }

    @Test
    void unknownOptionIsAWarning() throws Exception {
        framework.configure(LOGGING, Map.of("log-conections", "false"));
        Bundle logging = framework.installStock("logging");
        framework.awaitReason(logging, "RUNNING", "There is no option log-conections; did you mean log-connections?");
    }

    @Test
    void hostThatComesLaterJudgesWhatPluginsWereGivenBefore() throws Exception {
        framework.host().stop();
        framework.configure(LOGGING, Map.of("log-connections", "maybe"));
        Bundle logging = framework.installStock("logging");
        framework.host().start();
        framework.awaitHost();
        assertTrue(framework.awaitState(logging, "INVALID").reason().contains("it must be true or false"));
    }

    @Test
    void deletedConfigurationMeansTheDefaults() throws Exception {
        framework.configure(LOGGING, Map.of("log-connections", "maybe"));
        Bundle logging = framework.installStock("logging");
        framework.awaitState(logging, "INVALID");
        framework.deleteConfiguration(LOGGING);
        framework.awaitReason(logging, "RUNNING", "");
        assertEquals(List.of("logging"), names());
    }

    private List<String> names() {
        return framework.plugins().stream().map(TestFramework.Status::name).toList();
    }
}
