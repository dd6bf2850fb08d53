// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class StockPluginsTest {
    private static final String TEXT = "org.infinoted.plugin.note-text";
    private static final String CHAT = "org.infinoted.plugin.note-chat";

    @TempDir
    Path folder;

    private ServerHome home;
    private StockPlugins plugins;

    @BeforeEach
    void open() throws Exception {
        for (var name : new String[] {TEXT, CHAT}) {
            Bundles.write(folder.resolve("stock/" + name + ".jar"), name);
        }
        home = ServerHome.open(Optional.of(folder.resolve("home")));
        plugins = new StockPlugins(new PluginJars(folder.resolve("stock")), home);
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    private Set<String> placed() throws IOException {
        try (var files = Files.list(home.plugins())) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void namedPluginsArePlacedUnderTheirSymbolicName() throws IOException {
        plugins.place(List.of("note-text"));
        assertEquals(Set.of(TEXT + ".jar"), placed());
    }

    @Test
    void pluginsNoLongerNamedAreTakenAway() throws IOException {
        plugins.place(List.of("note-text", "note-chat"));
        plugins.place(List.of("note-chat"));
        assertEquals(Set.of(CHAT + ".jar"), placed());
    }

    @Test
    void newerStockJarReplacesTheOneThatWasPlaced() throws IOException {
        plugins.place(List.of("note-text"));
        var newer = folder.resolve("stock/" + TEXT + ".jar");
        Bundles.write(newer, Map.of("Bundle-SymbolicName", TEXT, "Bundle-Version", "2"), Map.of());
        plugins.place(List.of("note-text"));
        assertEquals(-1, Files.mismatch(newer, home.plugins().resolve(TEXT + ".jar")));
    }

    @Test
    void jarThatSomebodyReplacedIsNeverTouchedAgain() throws IOException {
        plugins.place(List.of("note-text"));
        var jar = home.plugins().resolve(TEXT + ".jar");
        Files.writeString(jar, "mine");
        plugins.place(List.of("note-text"));
        plugins.place(List.of());
        assertEquals("mine", Files.readString(jar));
    }

    @Test
    void jarOfTheSameSymbolicNameUnderAnotherFileNameKeepsTheStockJarOut() throws IOException {
        Bundles.write(home.plugins().resolve("my-text-1.1.jar"), TEXT);
        plugins.place(List.of("note-text"));
        assertEquals(Set.of("my-text-1.1.jar"), placed());
    }

    @Test
    void placedJarGivesWayToOneThatSomebodyAddedBesideIt() throws IOException {
        plugins.place(List.of("note-text"));
        Bundles.write(home.plugins().resolve("my-text-1.1.jar"), TEXT);
        plugins.place(List.of("note-text"));
        assertEquals(Set.of("my-text-1.1.jar"), placed());
    }

    @Test
    void otherJarsAreLeftAlone() throws IOException {
        Files.writeString(home.plugins().resolve("other.jar"), "no bundle at all");
        plugins.place(List.of("note-text"));
        plugins.place(List.of());
        assertEquals(Set.of("other.jar"), placed());
    }

    @Test
    void placedJarThatSomebodyDeletedComesBack() throws IOException {
        plugins.place(List.of("note-text"));
        Files.delete(home.plugins().resolve(TEXT + ".jar"));
        plugins.place(List.of("note-text"));
        assertEquals(Set.of(TEXT + ".jar"), placed());
    }
}
