// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.infinoted.system.BadStartPlugin;
import org.infinoted.system.FaultyPlugin;
import org.infinoted.system.PluginJar;
import org.infinoted.system.RecordingPlugin;
import org.infinoted.system.framework.TestFramework.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A new version of a plugin that does not run is rolled back, one that runs stays, and people can roll back and install
 * by hand.
 */
@Tag("framework")
class RollbackIT {
    private static final String NAME = "org.infinoted.test.recorder";

    @TempDir
    Path home;

    private TestFramework framework;
    private Deployments deployments;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(home, Map.of("rollback-after", 5));
        deployments = new Deployments(framework);
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty(BadStartPlugin.FORBIDDEN);
        framework.stop();
    }

    @Test
    void versionThatThrowsInInitializeIsTakenBack() throws Exception {
        assertTakenBack(
                new PluginJar("recorder", "2.0.0", FaultyPlugin.class).header(FaultyPlugin.FAULT, "initialize"),
                "thrown in initialize");
    }

    @Test
    void versionThatDoesNotResolveIsTakenBack() throws Exception {
        assertTakenBack(
                new PluginJar("recorder", "2.0.0", RecordingPlugin.class)
                        .header("Import-Package", "org.infinoted.plugin,org.example.missing"),
                "org.example.missing");
    }

    @Test
    void versionWhoseConstructorThrowsIsTakenBack() throws Exception {
        assertTakenBack(
                new PluginJar("recorder", "2.0.0", BadStartPlugin.class)
                        .header(BadStartPlugin.WAY, BadStartPlugin.CONSTRUCTOR),
                "");
    }

    @Test
    void versionThatNeverReturnsFromInitializeIsTakenBack() throws Exception {
        framework.stop();
        framework = TestFramework.start(home.resolve("hurried"), Map.of("rollback-after", 2, "plugin-stop-time", 1));
        deployments = new Deployments(framework);
        assertTakenBack(
                new PluginJar("recorder", "2.0.0", BadStartPlugin.class)
                        .header(BadStartPlugin.WAY, BadStartPlugin.NEVER),
                "within 2.0 s");
    }

    @Test
    void versionWhoseStartThrowsIsTakenBack() throws Exception {
        assertTakenBack(
                new PluginJar("recorder", "2.0.0", RecordingPlugin.class)
                        .header("Bundle-Activator", "org.example.Missing"),
                "org.example.Missing");
    }

    @Test
    void anotherJarOfTheSameVersionIsTakenBackAsWell() throws Exception {
        assertTakenBack(
                new PluginJar("recorder", "1.0.0", FaultyPlugin.class).header(FaultyPlugin.FAULT, "initialize"),
                "thrown in initialize");
    }

    /** Replaces the plugin that runs by one that does not. */
    private void assertTakenBack(PluginJar bad, String why) throws Exception {
        Bundle bundle = installFirst();
        update(bundle, bad.bytes());
        Status status = awaitRolledBack(bundle);
        assertEquals(NAME + "/1.0.0", status.bundle());
        assertTrue(
                status.reason().contains("Version " + bad.version() + " was taken back, and version 1.0.0"),
                status.reason());
        assertTrue(status.reason().contains(why), status.reason());
        assertEquals(Optional.empty(), deployments.previous(NAME));
        // another try has the same result
        update(bundle, bad.bytes());
        framework.awaitPlugins(plugins -> plugins.stream()
                .noneMatch(plugin ->
                        plugin.bundle().startsWith(NAME) && plugin.state().equals("RUNNING")));
        awaitRolledBack(bundle);
    }

    @Test
    void versionThatRunsStaysAndEndsTheNoteOfTheOneBefore() throws Exception {
        Bundle bundle = installFirst();
        update(bundle, faulty("2.0.0"));
        awaitRolledBack(bundle);
        update(bundle, recorder("3.0.0"));
        awaitVersion(bundle, "3.0.0");
        deployments.awaitKept(NAME, 2);
        assertEquals("1.0.0", deployments.awaitPrevious(NAME));
        framework.awaitReason(bundle, "RUNNING", "");
    }

    @Test
    void whoPutsTheFormerJarBackEndsTheNote() throws Exception {
        Bundle bundle = installFirst();
        update(bundle, faulty("2.0.0"));
        awaitRolledBack(bundle);
        update(bundle, recorder("1.0.0"));
        framework.awaitPlugins(plugins -> plugins.stream()
                .anyMatch(plugin -> plugin.bundle().equals(NAME + "/1.0.0")
                        && plugin.state().equals("RUNNING")
                        && plugin.reason().isEmpty()));
    }

    @Test
    void versionIsNotTakenBackIfTheOneBeforeDoesNotRunEither() throws Exception {
        Bundle bundle = framework.install(new PluginJar("recorder", "1.0.0", BadStartPlugin.class));
        framework.awaitState(bundle, "RUNNING");
        deployments.awaitKept(NAME, 1);
        System.setProperty(BadStartPlugin.FORBIDDEN, "");
        update(bundle, new PluginJar("recorder", "2.0.0", BadStartPlugin.class).bytes());
        framework.awaitPlugins(
                plugins -> plugins.stream().anyMatch(plugin -> plugin.bundle().equals(NAME + "/1.0.0")));
        Status status = framework
                .awaitPlugins(plugins -> plugins.stream()
                        .anyMatch(plugin -> plugin.bundle().equals(NAME + "/2.0.0")
                                && plugin.state().equals("FAILED")
                                && !plugin.reason().contains("taken back")))
                .get(0);
        assertTrue(status.reason().contains("forbidden by the test"), status.reason());
    }

    @Test
    void noteTypeIsPutBackLikeAnyPlugin() throws Exception {
        Bundle chat = framework.installStock("note-chat");
        framework.awaitState(chat, "RUNNING");
        deployments.awaitKept("org.infinoted.plugin.note-chat", 1);
        update(
                chat,
                new PluginJar("recorder", "9.0.0", FaultyPlugin.class)
                        .header("Bundle-SymbolicName", "org.infinoted.plugin.note-chat")
                        .header(FaultyPlugin.FAULT, "initialize")
                        .bytes());
        framework.awaitPlugins(plugins -> plugins.stream()
                .anyMatch(plugin -> plugin.name().equals("note-chat")
                        && plugin.state().equals("RUNNING")
                        && plugin.reason().contains("Version 9.0.0 was taken back")));
        assertEquals(
                1,
                chat.getBundleContext()
                        .getServiceReferences((String) null, "(infinoted.note.type.name=InfChat)")
                        .length);
    }

    @Test
    void peopleGoBackAndForthByHand() throws Exception {
        Bundle bundle = installFirst();
        update(bundle, recorder("2.0.0"));
        awaitVersion(bundle, "2.0.0");
        assertEquals("1.0.0", deployments.awaitPrevious(NAME));
        assertEquals(NAME + "/1.0.0", deployments.rollBack(NAME));
        awaitVersion(bundle, "1.0.0");
        framework.awaitPlugins(plugins -> previousIs("2.0.0"));
        assertEquals(NAME + "/2.0.0", deployments.rollBack(NAME));
        awaitVersion(bundle, "2.0.0");
    }

    @Test
    void whatWasNeverKeptCannotComeBack() {
        assertRefusal("No other version of \"../x\" is kept", () -> deployments.rollBack("../x"));
        assertRefusal(
                "No other version of \"org.infinoted.host\" is kept", () -> deployments.rollBack("org.infinoted.host"));
    }

    @Test
    void jarThatIsHandedOverRunsAndIsReplacedByTheNext() throws Exception {
        assertEquals(NAME + "/1.0.0", deployments.install(recorder("1.0.0")));
        framework.awaitPlugins(plugins -> plugins.stream()
                .anyMatch(plugin -> plugin.bundle().equals(NAME + "/1.0.0")
                        && plugin.state().equals("RUNNING")));
        assertEquals(NAME + "/2.0.0", deployments.install(recorder("2.0.0")));
        framework.awaitPlugins(plugins -> plugins.stream()
                .anyMatch(plugin -> plugin.bundle().equals(NAME + "/2.0.0")
                        && plugin.state().equals("RUNNING")));
    }

    @Test
    void whatIsNoPluginsJarIsRefusedAndNothingChanges() throws Exception {
        Bundle bundle = installFirst();
        byte[] good = recorder("2.0.0");
        assertRefusal("not a jar, or a damaged one", () -> deployments.install(Arrays.copyOf(good, good.length / 2)));
        assertRefusal(
                "not a jar, or a damaged one",
                () -> deployments.install("no zip at all".getBytes(StandardCharsets.US_ASCII)));
        byte[] flipped = good.clone();
        flipped[good.length * 2 / 3] ^= 0x55;
        assertRefusal("not a jar, or a damaged one", () -> deployments.install(flipped));
        var bare = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bare)) {
            jar.putNextEntry(new ZipEntry("file"));
        }
        assertRefusal("no manifest", () -> deployments.install(bare.toByteArray()));
        assertRefusal(
                "one of the server's own bundles",
                () -> deployments.install(new PluginJar("x", "9.0.0", RecordingPlugin.class)
                        .header("Bundle-SymbolicName", "org.infinoted.host")
                        .bytes()));
        assertRefusal(
                "Bundle-SymbolicName is \"../../etc/x\"",
                () -> deployments.install(new PluginJar("x", "9.0.0", RecordingPlugin.class)
                        .header("Bundle-SymbolicName", "../../etc/x")
                        .bytes()));
        assertEquals(NAME + "/1.0.0", framework.awaitState(bundle, "RUNNING").bundle());
    }

    private boolean previousIs(String version) {
        try {
            return deployments.previous(NAME).equals(Optional.of(version));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefusal(String message, Executable call) {
        String said = assertThrows(Deployments.Refusal.class, call).getMessage();
        assertTrue(said.contains(message), said);
    }

    private static byte[] recorder(String version) {
        return new PluginJar("recorder", version, RecordingPlugin.class).bytes();
    }

    private static byte[] faulty(String version) {
        return new PluginJar("recorder", version, FaultyPlugin.class)
                .header(FaultyPlugin.FAULT, "initialize")
                .bytes();
    }

    /** A plugin that runs, in a version that is kept for a rollback. */
    private Bundle installFirst() throws Exception {
        Bundle bundle = framework.install(new PluginJar("recorder", "1.0.0", RecordingPlugin.class));
        framework.awaitState(bundle, "RUNNING");
        deployments.awaitKept(NAME, 1);
        return bundle;
    }

    /** Replaces a bundle's content, as the watcher of the folder does. */
    private static void update(Bundle bundle, byte[] jar) {
        try {
            bundle.update(new ByteArrayInputStream(jar));
        } catch (BundleException e) {
            // it does not start, which is what some tests want
        }
    }

    private Status awaitRolledBack(Bundle bundle) throws Exception {
        return framework
                .awaitPlugins(plugins -> plugins.stream()
                        .anyMatch(plugin -> plugin.bundle().startsWith(bundle.getSymbolicName() + "/")
                                && plugin.state().equals("RUNNING")
                                && plugin.reason().contains("taken back")))
                .stream()
                .filter(plugin -> plugin.bundle().startsWith(bundle.getSymbolicName() + "/"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitVersion(Bundle bundle, String version) throws Exception {
        framework.awaitPlugins(plugins -> plugins.stream()
                .anyMatch(plugin -> plugin.bundle().equals(bundle.getSymbolicName() + "/" + version)
                        && plugin.state().equals("RUNNING")));
    }
}
