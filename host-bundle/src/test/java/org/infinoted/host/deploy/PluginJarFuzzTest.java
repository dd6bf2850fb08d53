// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.plugin.PluginException;
import org.junit.jupiter.api.Tag;

/** Any file is a plugin's jar, with a name that can be a file's, or is refused for a reason that is said. */
@Tag("random")
class PluginJarFuzzTest extends FuzzTest {
    private static final long MOST = 100_000;
    private static final DeployLimits LIMITS =
            new DeployLimits(MOST, MOST, 1000, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMillis(100));
    private static final List<String> HEADERS = List.of(
            "Bundle-ManifestVersion",
            "Bundle-SymbolicName",
            "Bundle-Version",
            "Import-Package",
            "Service-Component",
            "Fragment-Host",
            "Bundle-ClassPath",
            "Odd");
    private static final List<String> VALUES = List.of(
            "2",
            "org.example.plugin",
            "1.0.0",
            "org.infinoted.plugin;version=\"[1.0,2)\"",
            "OSGI-INF/*.xml",
            "../../x",
            "a;b:=\"c;d\"",
            "1.0.0.\u00E4",
            ",".repeat(100),
            "org.infinoted.plugin ,x");
    private static final List<String> NAMES = List.of(
            "META-INF/MANIFEST.MF",
            "META-INF/",
            "../../etc/x",
            "/abs",
            "a\\b",
            "META-INF/X.SF",
            "META-INF/X.RSA",
            "meta-inf/manifest.mf",
            "META-INF/versions/9/META-INF/MANIFEST.MF",
            "a/",
            "a",
            "x".repeat(300));

    private final Path folder;
    private final Path file;

    PluginJarFuzzTest() throws IOException {
        folder = Files.createTempDirectory("plugin");
        folder.toFile().deleteOnExit();
        file = folder.resolve("plugin.jar");
        file.toFile().deleteOnExit();
    }

    @Override
    protected void fuzz(byte[] input) throws IOException {
        Choices choices = new Choices(input);
        long content = 0;
        if (choices.below(256) == 0) {
            Built built = jar(choices);
            Files.write(file, built.bytes);
            content = built.damaged ? 0 : built.content;
        } else {
            Files.write(file, input);
        }
        Optional<String> name = JarCheck.symbolicName(file);
        name.ifPresent(PluginJarFuzzTest::assertCanBeAFilesName);
        try {
            JarCheck check = JarCheck.of(file, LIMITS, folder);
            assertEquals(Optional.of(check.symbolicName()), name);
            assertTrue(content <= MOST, "what is in it is larger than allowed");
        } catch (PluginException e) {
            assertTrue(e.getMessage().length() > 20, "it says what to do");
        }
    }

    private static void assertCanBeAFilesName(String name) {
        boolean safe = !name.isEmpty() && name.length() <= 200 && !name.startsWith(".") && !name.contains("..");
        assertTrue(safe && name.chars().noneMatch(c -> "/\\:~ ".indexOf(c) >= 0 || c < ' ' || c > '~'), name);
    }

    /** A jar. */
    private static final class Built {
        private final byte[] bytes;
        /** How many bytes there are in it. */
        private final long content;
        /** Whether some of it may not be there any more. */
        private final boolean damaged;

        Built(byte[] bytes, long content, boolean damaged) {
            this.bytes = bytes;
            this.content = content;
            this.damaged = damaged;
        }
    }

    private static Built jar(Choices choices) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long sum = 0;
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.DEFLATED);
            zip.setLevel(choices.below(10));
            sum += put(zip, "META-INF/MANIFEST.MF", manifest(choices));
            for (int entries = choices.below(6); entries > 0; entries--) {
                String name = choices.oneIn(4) ? choices.carriedText(8) : choices.of(NAMES);
                sum += put(zip, name, content(choices));
            }
        }
        byte[] jar = out.toByteArray();
        int damages = choices.below(4);
        for (int i = 0; i < damages; i++) {
            // mostly near the end, where the directory is
            int at = choices.oneIn(2)
                    ? choices.below(jar.length)
                    : jar.length - 1 - choices.below(Math.min(jar.length, 255));
            jar[at] = (byte) choices.below(256);
        }
        return new Built(jar, sum, damages > 0);
    }

    private static byte[] content(Choices choices) {
        return choices.oneIn(8)
                ? new byte[choices.below(1 << 18)]
                : choices.text(20).getBytes(StandardCharsets.UTF_8);
    }

    /** How much it has put there: nothing if the name is there already. */
    private static int put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        try {
            zip.putNextEntry(new ZipEntry(name));
        } catch (ZipException e) {
            return 0;
        }
        zip.write(content);
        zip.closeEntry();
        return content.length;
    }

    private static byte[] manifest(Choices choices) {
        StringBuilder manifest = new StringBuilder(choices.oneIn(8) ? choices.text(8) : "Manifest-Version: 1.0\n");
        for (int i = 0; i < HEADERS.size(); i++) {
            if (choices.below(4) > 0) {
                String value = i < VALUES.size() && choices.below(4) > 0 ? VALUES.get(i) : choices.of(VALUES);
                manifest.append(HEADERS.get(i))
                        .append(choices.oneIn(32) ? choices.text(3) : ": ")
                        .append(value);
                manifest.append(choices.oneIn(8) ? choices.carriedText(4) : "")
                        .append(choices.of("\n", "\n", "\r\n", "\r", "\n "));
            }
        }
        return manifest.append(choices.oneIn(16) ? "" : "\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
