// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The substitute on platforms whose directory streams are not secure. */
@Tag("unit")
class CheckedDirectoryStreamTest {
    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    @TempDir
    Path directory;

    @TempDir
    Path outside;

    private CheckedDirectoryStream stream;

    @BeforeEach
    @SuppressWarnings("StreamResourceLeak") // close() closes it
    void open() throws IOException {
        Files.writeString(directory.resolve("file"), "text");
        Files.createDirectory(directory.resolve("folder"));
        Files.createSymbolicLink(directory.resolve("link"), outside);
        stream = new CheckedDirectoryStream(directory, Files.newDirectoryStream(directory));
    }

    @AfterEach
    void close() throws IOException {
        stream.close();
        Files.delete(directory.resolve("link"));
    }

    @Test
    void listsAllNames() {
        Set<String> names = new HashSet<>();
        stream.forEach(entry -> names.add(entry.getFileName().toString()));
        assertEquals(Set.of("file", "folder", "link"), names);
    }

    @Test
    void entersFolders() throws IOException {
        Files.createFile(directory.resolve("folder/inner"));
        try (SecureDirectoryStream<Path> folder = stream.newDirectoryStream(Path.of("folder"), NOFOLLOW)) {
            assertEquals(directory.resolve("folder/inner"), folder.iterator().next());
        }
    }

    @Test
    void doesNotEnterLinks() {
        assertThrows(NotDirectoryException.class, () -> stream.newDirectoryStream(Path.of("link"), NOFOLLOW));
    }

    @Test
    void doesNotOpenLinks() {
        assertThrows(
                IOException.class,
                () -> stream.newByteChannel(Path.of("link"), Set.of(StandardOpenOption.READ, NOFOLLOW)));
    }

    @Test
    void writesMovesAndRemovesFiles() throws IOException {
        try (SeekableByteChannel channel = stream.newByteChannel(
                Path.of("new"), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, NOFOLLOW))) {
            channel.write(ByteBuffer.wrap(new byte[] {'x'}));
        }
        stream.move(Path.of("new"), stream, Path.of("file"));
        assertEquals(List.of("x"), Files.readAllLines(directory.resolve("file")));
        stream.deleteFile(Path.of("file"));
        stream.deleteDirectory(Path.of("folder"));
        assertFalse(Files.exists(directory.resolve("file")) || Files.exists(directory.resolve("folder")));
    }

    @Test
    void seesLinksAsLinks() throws IOException {
        assertTrue(stream.getFileAttributeView(Path.of("link"), BasicFileAttributeView.class, NOFOLLOW)
                .readAttributes()
                .isSymbolicLink());
        assertTrue(stream.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .isDirectory());
    }
}
