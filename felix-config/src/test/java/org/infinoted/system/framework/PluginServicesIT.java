// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.infinoted.auth.Authenticator;
import org.infinoted.connection.Transport;
import org.infinoted.session.RequestFilter;
import org.infinoted.system.ChoosyAuthenticator;
import org.infinoted.system.Editor;
import org.infinoted.system.FaultyPlugin;
import org.infinoted.system.LineTransport;
import org.infinoted.system.PluginJar;
import org.infinoted.system.RecordingPlugin;
import org.infinoted.system.SelfStoppingPlugin;
import org.infinoted.system.TestClient;
import org.infinoted.system.TestServer;
import org.infinoted.system.WordFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Bundles of plugins come, change and go in a framework with the real host, which says how they are. */
@Tag("framework")
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
        framework.awaitState(visits, "WAITING");
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
    void pluginThatRefusesItsConfigurationIsInvalidUntilItIsCorrected() throws Exception {
        framework.configure("org.infinoted.plugin.visits", Map.of("minimum", -1));
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "INVALID");
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
    void pluginThatStopsItsOwnBundleInACallbackEndsAndCanBeStartedAgain() throws Exception {
        Bundle bundle = framework.install(new PluginJar("weary", "1.0.0", SelfStoppingPlugin.class));
        awaitEnd(bundle);
        framework.act("start", "weary");
        awaitEnd(bundle);
    }

    private void awaitEnd(Bundle bundle) {
        framework.awaitPlugins(statuses -> "deinitialized".equals(System.getProperty(SelfStoppingPlugin.LAST)));
        System.clearProperty(SelfStoppingPlugin.LAST);
        framework.awaitState(bundle, "WAITING");
        assertEquals(Bundle.RESOLVED, bundle.getState());
    }

    @Test
    void refreshedApiRestartsHostAndPlugins() throws Exception {
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");
        Bundle api = Arrays.stream(framework.context().getBundles())
                .filter(bundle -> "org.infinoted.api".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        ClassLoader before = framework.host().adapt(BundleWiring.class).getClassLoader();
        var refreshed = new CountDownLatch(1);
        framework
                .context()
                .getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(api), event -> refreshed.countDown());
        assertTrue(refreshed.await(60, TimeUnit.SECONDS));
        framework.awaitHost();
        framework.awaitState(visits, "RUNNING");
        assertNotSame(before, framework.host().adapt(BundleWiring.class).getClassLoader());
    }

    @Test
    void eachConfigurationIsAPluginUntilItIsDeleted() throws Exception {
        framework.install(new PluginJar("many", "1.0.0", RecordingPlugin.class).configurationPolicy("require"));
        awaitStates("many WAITING");
        Configuration first = configuration("a");
        awaitStates("many~a RUNNING");
        Configuration second = configuration("b");
        awaitStates("many~a RUNNING", "many~b RUNNING");
        first.delete();
        awaitStates("many~b RUNNING");
        second.delete();
        awaitStates("many WAITING");
    }

    private Configuration configuration(String name) throws IOException {
        var admin = framework.context().getService(framework.context().getServiceReference(ConfigurationAdmin.class));
        Configuration configuration = admin.getFactoryConfiguration("org.infinoted.plugin.many", name, "?");
        configuration.update(new Hashtable<>(Map.of("any", "value")));
        return configuration;
    }

    private void awaitStates(String... states) {
        framework.awaitPlugins(statuses -> statuses.stream()
                .map(status -> status.name() + " " + status.state())
                .sorted()
                .toList()
                .equals(List.of(states)));
    }

    @Test
    void deletedConfigurationOfASingletonBringsItsDefaultsBack() throws Exception {
        framework.configure("org.infinoted.plugin.visits", Map.of("minimum", -1));
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "INVALID");
        var admin = framework.context().getService(framework.context().getServiceReference(ConfigurationAdmin.class));
        admin.getConfiguration("org.infinoted.plugin.visits", "?").delete();
        framework.awaitState(visits, "RUNNING");
    }

    @Test
    void nothingHoldsTheClassesOfAPluginThatWasUninstalled() throws Exception {
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");
        assertThatNothingHolds(visits);
        framework.awaitGone(visits);
    }

    @Test
    void nothingHoldsTheClassesOfServicesThatDecideOrBringConnections() throws Exception {
        framework.awaitState(framework.installStock("note-text"), "RUNNING");
        int port = TestServer.freePort();
        Bundle transport = framework.install(new PluginJar("line", "1.0.0", LineTransport.class)
                .provides(Transport.class)
                .header(LineTransport.PORT, Integer.toString(port)));
        framework.awaitLogged("is open");
        Bundle authenticator = framework.install(
                new PluginJar("choosy", "1.0.0", ChoosyAuthenticator.class).provides(Authenticator.class));
        Bundle filter =
                framework.install(new PluginJar("words", "1.0.0", WordFilter.class).provides(RequestFilter.class));
        framework.awaitLogged("is asked for each login from now on");
        try (TestClient client = TestClient.connect(port, "ann")) {
            Editor ann = Editor.create(client, "doc", "Ann");
            ann.append("all of them have been called");
            client.request(TestClient.DIRECTORY, "<explore-node id=\"0\"/>");
        }
        assertThatNothingHolds(authenticator);
        assertThatNothingHolds(filter);
        assertThatNothingHolds(transport);
    }

    private void assertThatNothingHolds(Bundle bundle) throws Exception {
        var loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        bundle.uninstall();
        framework.refresh();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (loader.get() != null && System.nanoTime() < deadline) {
            System.gc();
        }
        assertNull(loader.get(), () -> "something holds the class loader of " + bundle);
    }
}
