// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.infinoted.system.PluginJar;
import org.infinoted.system.RecordingPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/**
 * If a server has a home, jars handed to it go into its folder for plugins; here the test plays the folder's watcher.
 */
@Tag("framework")
class UploadIT {
    private static final String NAME = "org.infinoted.test.recorder";

    @TempDir
    Path home;

    private TestFramework framework;
    private Deployments deployments;
    private Path plugins;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(home, Map.of(), Map.of("infinoted.home", home.toString()));
        deployments = new Deployments(framework);
        plugins = home.resolve("plugins");
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    @Test
    void jarGoesIntoTheFolderUnderItsSymbolicNameAndComesBackFromWhatWasKept() throws Exception {
        assertEquals(NAME + "/1.0.0", deployments.install(recorder("1.0.0")));
        assertEquals(List.of(NAME + ".jar"), files());
        Bundle bundle = installFromFolder(NAME + ".jar");
        deployments.awaitKept(NAME, 1);

        assertEquals(NAME + "/2.0.0", deployments.install(recorder("2.0.0")));
        assertEquals("2.0.0", versionIn(NAME + ".jar"));
        bundle.update();
        assertEquals(NAME + "/2.0.0", framework.awaitState(bundle, "RUNNING").bundle());
        deployments.awaitKept(NAME, 2);
        assertEquals("1.0.0", deployments.awaitPrevious(NAME));

        assertEquals(NAME + "/1.0.0", deployments.rollBack(NAME));
        assertEquals(List.of(NAME + ".jar"), files());
        assertEquals("1.0.0", versionIn(NAME + ".jar"));
        bundle.update();
        assertEquals(NAME + "/1.0.0", framework.awaitState(bundle, "RUNNING").bundle());
    }

    @Test
    void jarReplacesTheOneThatSomebodyHasGivenAnotherName() throws Exception {
        Files.createDirectories(plugins);
        Files.write(plugins.resolve("mine.jar"), recorder("1.0.0"));
        installFromFolder("mine.jar");
        deployments.install(recorder("2.0.0"));
        assertEquals(List.of("mine.jar"), files());
        assertEquals("2.0.0", versionIn("mine.jar"));
    }

    @Test
    void refusedJarLeavesNothingBehind() throws Exception {
        byte[] own = new PluginJar("x", "9.0.0", RecordingPlugin.class)
                .header("Bundle-SymbolicName", "org.infinoted.host")
                .bytes();
        assertThrows(Deployments.Refusal.class, () -> deployments.install(own));
        assertEquals(false, Files.exists(plugins) && !files().isEmpty());
        try (var temporary = Files.list(home.resolve("tmp/deploy"))) {
            assertEquals(0, temporary.count());
        }
    }

    private static byte[] recorder(String version) {
        return new PluginJar("recorder", version, RecordingPlugin.class).bytes();
    }

    /** What the watcher of the folder does. */
    private Bundle installFromFolder(String file) throws Exception {
        Bundle bundle =
                framework.context().installBundle(plugins.resolve(file).toUri().toString());
        bundle.start();
        framework.awaitState(bundle, "RUNNING");
        return bundle;
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(plugins)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String versionIn(String file) throws IOException {
        try (JarFile jar = new JarFile(plugins.resolve(file).toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Bundle-Version");
        }
    }
}
