// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.infinoted.plugin.PluginException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars that are made to do harm are refused before the framework sees them, and the answer names what is wrong. */
@Tag("unit")
class HostileJarTest {
    private static final byte[] NOTHING = {};

    @TempDir
    Path folder;

    private Path file;
    private Path temporary;

    @BeforeEach
    void choose() throws IOException {
        file = folder.resolve("some.jar");
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    private String refusal() throws IOException {
        String said = assertThrows(PluginException.class, () -> JarCheck.of(file, DeployLimits.DEFAULT, temporary))
                .getMessage();
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList(), "what was taken apart is gone");
        }
        return said;
    }

    private void assertRefused(String... names) throws IOException {
        String said = refusal();
        for (String name : names) {
            assertTrue(said.contains(name), said);
        }
    }

    private void accept() throws PluginException {
        assertEquals(
                "org.example.plugin",
                JarCheck.of(file, DeployLimits.DEFAULT, temporary).symbolicName());
    }

    @ParameterizedTest
    @CsvSource({
        "../evil,leads out",
        "a/../../evil,leads out",
        "a/..,leads out",
        "..,leads out",
        "/etc/evil,absolute",
        "C:/evil,absolute",
        "c:evil,absolute",
        "..\\evil,backslash",
        "a\\b,backslash"
    })
    void entryThatLeavesTheJarIsNamed(String entry, String why) throws IOException {
        new TestJar().write(file, Map.of(entry, NOTHING));
        assertRefused('"' + entry + '"', why);
    }

    @Test
    void controlCharacterInANameIsNotRepeated() throws IOException {
        new TestJar().write(file, Map.of("a\n\u001bb", NOTHING));
        assertRefused("\"a??b\"", "control character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "..a/b", "a/...", "META-INF/x", "ä/ö.txt", "a b", "ab:c", "a/b:c"})
    void entryThatStaysInTheJarIsAccepted(String entry) throws Exception {
        new TestJar().write(file, Map.of(entry, NOTHING));
        accept();
    }

    @ParameterizedTest
    @CsvSource({
        "Bundle-ClassPath,'../../..'",
        "Bundle-ClassPath,'.,../x.jar'",
        "Bundle-ClassPath,'/etc/x.jar'",
        "Bundle-ClassPath,'lib/a.jar;..\\x.jar'",
        "Bundle-ClassPath,'C:/x.jar'",
        "Bundle-ClassPath,'.;x=\",\",../y'",
        "Bundle-NativeCode,'lib/../../x.so;osname=Linux'"
    })
    void pathThatLeavesTheJarIsRefused(String header, String value) throws IOException {
        new TestJar().with(header, value).write(file);
        assertRefused(header);
    }

    @ParameterizedTest
    @CsvSource({
        "Bundle-ClassPath,'.,lib/a.jar'",
        "Bundle-ClassPath,'lib/a.jar;x=\"../,;\"'",
        "Bundle-NativeCode,'lib/x.so;osname=Linux;processor=\"x86-64\",*'"
    })
    void pathThatStaysInTheJarIsAccepted(String header, String value) throws Exception {
        new TestJar().with(header, value).write(file);
        accept();
    }

    private static Map<String, byte[]> entries(int count) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put("e" + i, NOTHING);
        }
        return entries;
    }

    @Test
    void moreThanTenThousandEntriesAreRefused() throws Exception {
        new TestJar().write(file, entries(10_000 - 1));
        accept();
        new TestJar().write(file, entries(10_000));
        assertRefused("10001 entries", "more than 10000");
        new TestJar().write(file, entries(100_000));
        assertRefused("more than 10000 entries");
    }

    @Test
    void jarWithinTheJarCountsAndIsNamed() throws Exception {
        Path inner = folder.resolve("inner.jar");
        new TestJar().write(inner, Map.of("../evil", NOTHING));
        new TestJar().write(file, Map.of("lib/inner.bin", Files.readAllBytes(inner)));
        assertRefused("\"lib/inner.bin\"", "\"../evil\"");
        new TestJar().write(inner, entries(5_000));
        new TestJar()
                .write(file, Map.of("lib/a.jar", Files.readAllBytes(inner), "lib/b.jar", Files.readAllBytes(inner)));
        assertRefused("lib/", "more than");
        Files.write(inner, new byte[] {'P', 'K', 3, 4, 0, 0});
        new TestJar().write(file, Map.of("lib/inner.jar", Files.readAllBytes(inner)));
        assertRefused("\"lib/inner.jar\"", "damaged");
    }

    @Test
    void bombWithinAJarIsRefused() throws Exception {
        DeployLimits small = new DeployLimits(
                1, 100_000, 100, Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMillis(100));
        Path inner = folder.resolve("inner.jar");
        new TestJar().write(inner, new byte[200_000]);
        new TestJar().write(file, Map.of("lib/inner.jar", Files.readAllBytes(inner)));
        assertTrue(Files.size(file) < 2_000);
        String said = assertThrows(PluginException.class, () -> JarCheck.of(file, small, temporary))
                .getMessage();
        assertTrue(said.contains("\"lib/inner.jar\"") && said.contains("larger than 100000 bytes"), said);
    }

    @Test
    void entryThatIsThereTwiceIsNamed() throws IOException {
        new TestJar().write(file, Map.of("first", NOTHING, "other", NOTHING));
        replaceAll("other", "first");
        assertRefused("\"first\"", "twice");
    }

    @Test
    void entryWithAnotherNameAtItsPlaceIsNamed() throws IOException {
        new TestJar().write(file, Map.of("first", NOTHING));
        String text = Files.readString(file, ISO_8859_1);
        int at = text.indexOf("first");
        Files.writeString(file, text.substring(0, at) + "other" + text.substring(at + 5), ISO_8859_1);
        assertRefused("\"first\"", "another name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "other"}) // reaches into the other one, or into the directory
    void entriesThatOverlapAreRefused(String longer) throws IOException {
        Map<String, byte[]> content = new LinkedHashMap<>();
        content.put("first", "one".repeat(100).getBytes(US_ASCII));
        content.put("other", "two".repeat(100).getBytes(US_ASCII));
        new TestJar().write(file, content);
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, ISO_8859_1);
        int central = text.lastIndexOf("PK\1\2", text.lastIndexOf(longer));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(central + 20, buffer.getInt(central + 20) + 60);
        Files.write(file, bytes);
        assertRefused("\"other\"", "overlaps");
    }

    private void replaceAll(String from, String to) throws IOException {
        Files.writeString(file, Files.readString(file, ISO_8859_1).replace(from, to), ISO_8859_1);
    }

    @Test
    void whatTheWatchedFolderHoldsIsCheckedLikewise() throws IOException {
        FolderJars jars = new FolderJars(() -> new String[] {"none", ""}, folder, temporary, jar -> false);
        new TestJar().write(file);
        assertTrue(jars.test(file));
        new TestJar().write(file, Map.of("../evil", NOTHING));
        assertFalse(jars.test(file));
        new TestJar().with("Bundle-ClassPath", "../../..").write(file);
        assertFalse(jars.test(file));
    }
}
