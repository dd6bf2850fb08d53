// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class PluginFolderTest {
    @TempDir
    Path home;

    private Path jar(String version) throws IOException {
        return new TestJar().with("Bundle-Version", version).write(home.resolve("temporary"));
    }

    private List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aNewJarIsCalledAfterItsSymbolicName() throws Exception {
        Path folder = home.resolve("plugins");
        new PluginFolder(folder).put(jar("1.0.0"), "org.example.plugin");
        assertEquals(List.of("org.example.plugin.jar"), files(folder));
        assertFalse(Files.exists(home.resolve("temporary")));
    }

    @Test
    void aJarReplacesTheOneOfTheSameSymbolicNameWhateverThatIsCalled() throws Exception {
        Path folder = Files.createDirectories(home.resolve("plugins"));
        Files.writeString(folder.resolve("a.jar"), "no jar");
        new TestJar().with("Bundle-SymbolicName", "org.example.other").write(folder.resolve("b.jar"));
        new TestJar().write(folder.resolve("c.jar"));
        new PluginFolder(folder).put(jar("2.0.0"), "org.example.plugin");
        assertEquals(List.of("a.jar", "b.jar", "c.jar"), files(folder));
        assertEquals(
                "2.0.0",
                JarCheck.of(folder.resolve("c.jar"), DeployLimits.DEFAULT, folder)
                        .version()
                        .toString());
    }
}
