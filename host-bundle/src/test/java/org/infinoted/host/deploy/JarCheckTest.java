// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.infinoted.plugin.PluginException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

@Tag("unit")
class JarCheckTest {
    private static final long MOST = 10_000;
    private static final DeployLimits LIMITS =
            new DeployLimits(1, MOST, 100, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMillis(100));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose() {
        file = folder.resolve("some.jar");
    }

    @Test
    void aPluginsJarIsNamedWithItsVersion() throws Exception {
        new TestJar()
                .with("Bundle-SymbolicName", "org.example.a-b_c;singleton:=true")
                .with("Bundle-Version", "1.2.3.x")
                .write(file);
        assertEquals(new JarCheck("org.example.a-b_c", new Version(1, 2, 3, "x")), JarCheck.of(file, LIMITS, folder));
        assertEquals(Optional.of("org.example.a-b_c"), JarCheck.symbolicName(file));
    }

    @Test
    void aComponentIsEnoughWithoutAnImport() throws Exception {
        new TestJar()
                .with("Import-Package", "org.infinoted.plugin.other,org.example;x=\",org.infinoted.plugin,\"")
                .with("Service-Component", "OSGI-INF/x.xml")
                .write(file);
        assertEquals("org.example.plugin", JarCheck.of(file, LIMITS, folder).symbolicName());
    }

    @Test
    void aJarWithoutAPluginIsRefused() throws Exception {
        new TestJar()
                .with("Import-Package", "org.infinoted.plugin.other,org.example;x=\",org.infinoted.plugin,\"")
                .write(file);
        assertRefused("it has no plugin");
    }

    @Test
    void namesThatAreNoNamesAreRefused() throws Exception {
        for (String name : new String[] {"../x", "a/b", "a..b", ".a", "a.", "a\\b", "ä", "a b", "a".repeat(201)}) {
            new TestJar().with("Bundle-SymbolicName", name).write(file);
            assertRefused("Bundle-SymbolicName is \"" + name + '"');
            assertEquals(Optional.empty(), JarCheck.symbolicName(file));
        }
        new TestJar().without("Bundle-SymbolicName").write(file);
        assertRefused("Bundle-SymbolicName is missing");
    }

    @Test
    void whatIsNoBundleOrNoPluginsBundleIsRefused() throws Exception {
        new TestJar().without("Bundle-ManifestVersion").write(file);
        assertRefused("Bundle-ManifestVersion: 2");
        new TestJar().with("Bundle-Version", "one").write(file);
        assertRefused("no version such as 1.0.0");
        new TestJar().with("Fragment-Host", "org.infinoted.host").write(file);
        assertRefused("is a fragment");
    }

    @Test
    void eachDamagedByteOfTheContentIsNoticed() throws Exception {
        byte[] good = Files.readAllBytes(
                new TestJar().write(file, "some content".repeat(20).getBytes(US_ASCII)));
        int content = new String(good, ISO_8859_1).indexOf("content") + "content".length();
        int end = new String(good, ISO_8859_1).indexOf("PK\7\10", content);
        for (int i = content; i < end; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x10;
            Files.write(file, bad);
            assertRefused("damaged");
        }
    }

    @Test
    void aJarThatIsCutOffIsRefused() throws Exception {
        byte[] good = Files.readAllBytes(new TestJar().write(file));
        for (int length = 0; length < good.length; length += 7) {
            Files.write(file, Arrays.copyOf(good, length));
            assertRefused("damaged");
        }
    }

    @Test
    void contentThatInflatesTooMuchIsRefused() throws Exception {
        new TestJar().write(file, new byte[20_000]);
        assertTrue(Files.size(file) < 1_000);
        assertRefused("larger than 10000 bytes");
    }

    private void assertRefused(String message) throws IOException {
        String said = assertThrows(PluginException.class, () -> JarCheck.of(file, LIMITS, folder))
                .getMessage();
        assertTrue(said.contains(message), said);
    }
}
