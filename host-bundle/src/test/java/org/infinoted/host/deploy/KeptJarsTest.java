// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class KeptJarsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T12:00:00Z"));
    private static final String NAME = "org.example.plugin";

    @TempDir
    Path folder;

    private KeptJars jars;

    @BeforeEach
    void open() {
        jars = new KeptJars(folder.resolve("kept"), CLOCK);
    }

    @Test
    void atFirstNothingIsKept() throws IOException {
        assertEquals(Set.of(), jars.names());
        assertEquals(List.of(), jars.of(NAME));
    }

    @Test
    void theLastTwoVersionsAreKeptTheLastOneFirst() throws IOException {
        keep("1.0.0");
        keep("2.0.0");
        assertEquals(List.of("2.0.0", "1.0.0"), versions(jars));
        keep("3.0.0");
        assertEquals(List.of("3.0.0", "2.0.0"), versions(jars));
        assertEquals(List.of("3.0.0", "2.0.0"), versions(new KeptJars(folder.resolve("kept"), CLOCK)));
        try (var files = Files.list(folder.resolve("kept").resolve(NAME))) {
            assertEquals(2, files.count());
        }
        assertEquals(Set.of(NAME), jars.names());
    }

    @Test
    void aVersionThatRunsOnceMoreBecomesTheLastOne() throws IOException {
        keep("1.0.0");
        keep("2.0.0");
        Path again = keep("1.0.0");
        assertEquals(List.of("1.0.0", "2.0.0"), versions(jars));
        assertTrue(Files.exists(again), "what is kept already is not taken");
    }

    @Test
    void theOrderStaysWhenTheClockIsPutBack() throws IOException {
        keep("1.0.0");
        Instant future = CLOCK.instant().plus(1, ChronoUnit.DAYS);
        Files.setLastModifiedTime(jars.of(NAME).get(0).file(), FileTime.from(future));
        keep("2.0.0");
        assertEquals(List.of("2.0.0", "1.0.0"), versions(new KeptJars(folder.resolve("kept"), CLOCK)));
    }

    @Test
    void aNameNeverLeadsOutOfTheFolder() {
        assertThrows(IllegalArgumentException.class, () -> jars.of("../x"));
        assertFalse(JarCheck.isName(".."));
        assertFalse(JarCheck.isName(null));
    }

    @Test
    void aJarThatCannotBeReadIsNamedWithWhatToDo() throws IOException {
        Path kept = Files.createDirectories(folder.resolve("kept").resolve(NAME));
        Files.writeString(kept.resolve("x.jar"), "no jar");
        String said = assertThrows(IOException.class, () -> jars.of(NAME)).getMessage();
        assertTrue(said.contains("x.jar") && said.contains("delete it"), said);
    }

    private Path keep(String version) throws IOException {
        Path jar = new TestJar().with("Bundle-Version", version).write(folder.resolve("new.jar"));
        jars.keep(NAME, "fingerprint-" + version, jar);
        return jar;
    }

    private static List<String> versions(KeptJars jars) throws IOException {
        return jars.of(NAME).stream().map(KeptJars.Kept::version).toList();
    }
}
