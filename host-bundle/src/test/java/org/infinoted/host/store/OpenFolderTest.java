// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A link takes the place of a folder while the folder is open. In this Java version only Linux's directory streams can
 * cope with that.
 */
@EnabledOnOs(OS.LINUX)
@Tag("unit")
class OpenFolderTest {
    @TempDir
    Path directory;

    private Path moved;
    private Path outside;
    private OpenFolder root;
    private OpenFolder folder;

    @BeforeEach
    void openAndSwap() throws IOException {
        Path path = Files.createDirectories(directory.resolve("root/folder"));
        Files.createDirectory(path.resolve("inner"));
        Files.writeString(path.resolve("file"), "inside");
        moved = directory.resolve("moved");
        outside = Files.createDirectories(directory.resolve("outside"));
        Files.createDirectory(outside.resolve("inner"));
        Files.writeString(outside.resolve("file"), "outside");
        Files.writeString(outside.resolve("inner/file"), "outside");
        root = OpenFolder.open(directory.resolve("root"), GroupAccess.NONE, new Usage());
        folder = root.folder(Path.of("folder"));
        Files.move(path, moved);
        Files.createSymbolicLink(path, outside);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
        root.close();
        assertEquals("outside", Files.readString(outside.resolve("file")));
        assertEquals("outside", Files.readString(outside.resolve("inner/file")));
    }

    @Test
    void writingStaysInTheOpenFolder() throws IOException {
        folder.write(Path.of("file"), out -> out.write('x'));
        assertEquals("x", Files.readString(moved.resolve("file")));
    }

    @Test
    void removingStaysInTheOpenFolder() throws IOException {
        Files.createFile(moved.resolve("inner/file"));
        folder.deleteFile(Path.of("file"));
        folder.deleteFolder(Path.of("inner"));
        assertEquals(List.of(), folder.names());
    }

    @Test
    void makingAFolderElsewhereIsNoticed() {
        assertThrows(IOException.class, () -> folder.makeFolder(Path.of("new")));
        assertFalse(Files.exists(moved.resolve("new")));
    }

    @Test
    void linkIsNotOpened() {
        assertThrows(IOException.class, () -> root.folder(Path.of("folder")));
        assertTrue(Files.isSymbolicLink(directory.resolve("root/folder")));
    }
}
