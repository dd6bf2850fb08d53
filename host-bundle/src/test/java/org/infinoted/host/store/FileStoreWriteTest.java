// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.infinoted.directory.Node;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.store.DocumentStore.Content;
import org.infinoted.store.StoreException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents and folders made, replaced and removed. */
@Tag("unit")
class FileStoreWriteTest extends StoreFixture {
    private static final Content FULL_DISK = out -> {
        out.write(new byte[100_000]);
        throw new IOException("No space left on device");
    };

    @Test
    void documentIsAFileOfItsNameAndType() throws IOException {
        store.createFolder("/notes");
        store.createDocument("/notes/todo", "InfText", text("one"));
        assertEquals(Set.of("notes", "notes/todo.InfText"), files());
        assertEquals("one", Files.readString(root.resolve("notes/todo.InfText")));
        assertEquals("one", read("/notes/todo", "InfText"));
    }

    @Test
    void namesOutsideAsciiAreWrittenInUtf8() throws IOException {
        store.createFolder("/gr\u00fc\u00dfe");
        store.createDocument("/gr\u00fc\u00dfe/\ud83d\ude00", "InfText", text("x"));
        assertTrue(root.resolve("gr\u00fc\u00dfe/\ud83d\ude00.InfText")
                .toUri()
                .getRawPath()
                .endsWith("/gr%C3%BC%C3%9Fe/%F0%9F%98%80.InfText"));
        assertEquals("x", reopenedAndRead("/gr\u00fc\u00dfe/\ud83d\ude00"));
    }

    @Test
    void ampersandArtefactsInNamesAreKept() throws IOException {
        store.createDocument("/a&#38;b", "InfText", text("x"));
        assertEquals(Set.of("a&#38;b.InfText"), files());
    }

    @Test
    void writingReplacesTheContent() throws IOException {
        store.createDocument("/todo", "InfText", text("a long first version"));
        store.writeDocument("/todo", "InfText", text("short"));
        assertEquals("short", read("/todo", "InfText"));
        assertEquals(Set.of("todo.InfText"), files());
    }

    @Test
    void contentMayCloseTheStream() throws IOException {
        store.createDocument("/todo", "InfText", out -> {
            try (out) {
                out.write('x');
            }
        });
        assertEquals("x", read("/todo", "InfText"));
    }

    @Test
    void readerOfTheOldContentReadsItToTheEnd() throws IOException {
        store.createDocument("/todo", "InfText", text("old"));
        try (InputStream old = store.readDocument("/todo", "InfText")) {
            store.writeDocument("/todo", "InfText", text("new"));
            assertEquals("old", new String(old.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void contentThatCannotBeWrittenLeavesTheOldOneAndNothingElse() throws IOException {
        store.createDocument("/todo", "InfText", text("old"));
        IOException full = assertThrows(IOException.class, () -> store.writeDocument("/todo", "InfText", FULL_DISK));
        assertEquals("No space left on device", full.getMessage());
        assertEquals("old", read("/todo", "InfText"));
        assertEquals(Set.of("todo.InfText"), files());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void contentThatFailsUnexpectedlyLeavesTheOldOneAndNothingElse(Throwable thrown) throws IOException {
        store.createDocument("/todo", "InfText", text("old"));
        assertThrows(
                thrown.getClass(),
                () -> store.writeDocument("/todo", "InfText", out -> InjectedErrors.throwAny(thrown)));
        assertEquals("old", read("/todo", "InfText"));
        assertEquals(Set.of("todo.InfText"), files());
    }

    @Test
    void documentThatCannotBeWrittenIsNotMade() throws IOException {
        assertThrows(IOException.class, () -> store.createDocument("/todo", "InfText", FULL_DISK));
        assertEquals(Set.of(), files());
    }

    @Test
    void permissionsOfAReplacedFileStay() throws IOException {
        store.createDocument("/todo", "InfText", text("old"));
        Files.setPosixFilePermissions(root.resolve("todo.InfText"), PosixFilePermissions.fromString("rw-------"));
        store.writeDocument("/todo", "InfText", text("new"));
        assertEquals("rw-------", permissions("todo.InfText"));
    }

    @Test
    void nothingIsMadeWhereThereIsSomethingOfThatName() throws IOException {
        store.createFolder("/folder");
        store.createDocument("/document", "InfText", text("old"));
        for (String taken : Set.of("/folder", "/document")) {
            assertRefused(Reason.EXISTS, () -> store.createFolder(taken));
            assertRefused(Reason.EXISTS, () -> store.createDocument(taken, "InfText", text("new")));
            assertRefused(Reason.EXISTS, () -> store.createDocument(taken, "InfChat", text("new")));
        }
        assertEquals("old", read("/document", "InfText"));
        assertEquals(Set.of("folder", "document.InfText"), files());
    }

    @Test
    void documentIsNotMadeOverWhateverElseIsThere() throws IOException {
        Files.createSymbolicLink(root.resolve("link.InfText"), outside.resolve("secret.InfText"));
        Files.createDirectory(root.resolve("directory.InfText"));
        assertRefused(Reason.EXISTS, () -> store.createDocument("/link", "InfText", text("x")));
        assertRefused(Reason.EXISTS, () -> store.createDocument("/directory", "InfText", text("x")));
    }

    @Test
    void folderIsNotMadeOverALinkOrFile() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("nowhere"));
        Files.createFile(root.resolve("readme.txt"));
        assertRefused(Reason.EXISTS, () -> store.createFolder("/link"));
        assertRefused(Reason.EXISTS, () -> store.createFolder("/readme.txt"));
        assertFalse(Files.exists(outside.resolve("nowhere")));
    }

    @Test
    void nothingIsMadeInAFolderThatIsMissing() {
        assertRefused(Reason.MISSING, () -> store.createFolder("/missing/x"));
        assertRefused(Reason.MISSING, () -> store.createDocument("/missing/x", "InfText", text("x")));
    }

    @Test
    void missingDocumentIsNeitherReadNorWrittenNorRemoved() throws IOException {
        Files.createDirectory(root.resolve("directory.InfText"));
        Files.createSymbolicLink(root.resolve("link.InfText"), outside.resolve("secret.InfText"));
        for (String path : Set.of("/missing", "/directory", "/link", "/missing/x")) {
            assertRefused(Reason.MISSING, () -> store.readDocument(path, "InfText"));
            assertRefused(Reason.MISSING, () -> store.writeDocument(path, "InfText", text("x")));
            assertRefused(Reason.MISSING, () -> store.remove(path, "InfText"));
        }
        assertEquals(Set.of("directory.InfText", "link.InfText"), files());
    }

    @Test
    void removedDocumentTakesItsRightsAlong() throws IOException {
        store.createDocument("/todo", "InfText", text("x"));
        Files.writeString(root.resolve("todo.xml.acl"), "<inf-acl/>");
        store.remove("/todo", "InfText");
        assertEquals(Set.of(), files());
    }

    @Test
    void rightsStayAsLongAsAnotherNodeOfTheNameDoes() throws IOException {
        Files.createDirectory(root.resolve("a"));
        Files.createFile(root.resolve("a.InfText"));
        Files.createFile(root.resolve("a.xml.acl"));
        store.remove("/a", "InfText");
        assertEquals(Set.of("a", "a.xml.acl"), files());
        store.remove("/a", Node.FOLDER);
        assertEquals(Set.of(), files());
    }

    @Test
    void removedFolderTakesEverythingAlongAndFollowsNoLinks() throws IOException {
        Path deep = Files.createDirectories(root.resolve("a/b/c"));
        Files.createFile(deep.resolve("readme.txt"));
        Files.createFile(root.resolve("a/x.InfText"));
        Files.createFile(root.resolve("a.xml.acl"));
        Files.createSymbolicLink(deep.resolve("link"), outside);
        Files.createSymbolicLink(deep.resolve("link.InfText"), outside.resolve("secret.InfText"));
        store.remove("/a", Node.FOLDER);
        assertEquals(Set.of(), files());
    }

    @Test
    void typeDecidesWhetherDocumentOrFolderIsRemoved() throws IOException {
        Files.createDirectory(root.resolve("a"));
        Files.createFile(root.resolve("a.InfText"));
        store.remove("/a", "InfText");
        assertEquals(Set.of("a"), files());
        assertRefused(Reason.MISSING, () -> store.remove("/a", "InfChat"));
    }

    @Test
    void documentsOfUnknownTypesCanBeRemoved() throws IOException {
        Files.createFile(root.resolve("x.InfText~"));
        store.remove("/x", "InfText~");
        assertEquals(Set.of(), files());
    }

    @Test
    void rootCannotBeRemoved() {
        assertRefused(Reason.BAD_NAME, () -> store.remove("/", Node.FOLDER));
    }

    @Test
    void newNodeDoesNotInheritRightsLeftOfAnOldOne() throws IOException {
        Files.writeString(root.resolve("a.xml.acl"), "<inf-acl/>");
        Files.writeString(root.resolve("b.xml.acl"), "<inf-acl/>");
        store.createFolder("/a");
        store.createDocument("/b", "InfText", text("x"));
        assertEquals(Set.of("a", "b.InfText"), files());
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file)));
    }

    private String reopenedAndRead(String path) throws IOException {
        reopened();
        return read(path, "InfText");
    }
}
