// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.infinoted.system.FaultyPlugin;
import org.infinoted.system.PluginJar;
import org.infinoted.system.RecordingPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles of plugins come, change and go in a framework with the real host, which says how they are. */
class PluginServicesIT {
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
    void bundleRunsUntilItIsStoppedAndAgainWhenItIsStarted() throws Exception {
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");
        visits.stop();
        framework.awaitGone(visits);
        visits.start();
        framework.awaitState(visits, "RUNNING");
        visits.uninstall();
        framework.awaitGone(visits);
    }

    @Test
    void updatedBundleRunsWithItsNewVersion() throws Exception {
        Bundle bundle = framework.install(new PluginJar("recorder", "1.0.0", RecordingPlugin.class));
        assertEquals(
                "org.infinoted.test.recorder/1.0.0",
                framework.awaitState(bundle, "RUNNING").bundle());
        byte[] next = new PluginJar("recorder", "2.0.0", RecordingPlugin.class).bytes();
        bundle.update(new ByteArrayInputStream(next));
        assertEquals(
                "org.infinoted.test.recorder/2.0.0",
                framework.awaitState(bundle, "RUNNING").bundle());
    }

    @Test
    void pluginThatRefusesItsConfigurationIsNotThereUntilItIsCorrected() throws Exception {
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");
        framework.configure("org.infinoted.plugin.visits", Map.of("minimum", -1));
        framework.awaitGone(visits);
        framework.configure("org.infinoted.plugin.visits", Map.of("minimum", 7));
        framework.awaitState(visits, "RUNNING");
    }

    @Test
    void pluginOfTheSameNameIsShadowedUntilTheFirstGoes() throws Exception {
        Bundle first = framework.installStock("visits");
        framework.awaitState(first, "RUNNING");
        Bundle second = framework.install(new PluginJar("visits", "1.0.0", RecordingPlugin.class));
        assertTrue(framework.awaitState(second, "SHADOWED").reason().contains("org.infinoted.plugin.visits"));
        first.uninstall();
        framework.awaitState(second, "RUNNING");
    }

    @Test
    void pluginWhoseBeginFailsSaysWhy() throws Exception {
        Bundle faulty = framework.install(
                new PluginJar("faulty", "1.0.0", FaultyPlugin.class).header(FaultyPlugin.FAULT, "initialize"));
        assertTrue(framework.awaitState(faulty, "FAILED").reason().contains("thrown in initialize"));
        faulty.uninstall();
        framework.awaitGone(faulty);
    }

    @Test
    void hostThatComesBackBindsThePluginsAnew() throws Exception {
        Bundle visits = framework.installStock("visits");
        Bundle text = framework.installStock("note-text");
        framework.awaitState(visits, "RUNNING");
        framework.awaitState(text, "RUNNING");
        framework.host().stop();
        framework.awaitGone(visits);
        framework.host().start();
        framework.awaitHost();
        framework.awaitState(visits, "RUNNING");
        framework.awaitState(text, "RUNNING");
    }

    @Test
    void nothingHoldsTheClassesOfAPluginThatWasUninstalled() throws Exception {
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");
        var loader = new WeakReference<>(visits.adapt(BundleWiring.class).getClassLoader());
        visits.uninstall();
        framework.awaitGone(visits);
        framework.context().getBundle(0).adapt(FrameworkWiring.class).refreshBundles(null);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertNull(loader.get(), "something holds the class loader of the plugin");
    }
}
