// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.infinoted.directory.Node;
import org.infinoted.store.StoreException.Reason;
import org.infinoted.store.StoredNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server sees in a root directory that somebody else filled. */
@Tag("unit")
class FileStoreListTest extends StoreFixture {
    private Set<StoredNode> listed(String folder) throws IOException {
        return new HashSet<>(store.list(folder));
    }

    @Test
    void directoriesAreFoldersEvenIfTheirNamesSayOtherwise() throws IOException {
        Files.createDirectories(root.resolve("notes/inner"));
        Files.createDirectory(root.resolve(".git"));
        Files.createDirectory(root.resolve("x.InfText"));
        Files.createDirectory(root.resolve("y.xml.acl"));
        assertEquals(
                Set.of(
                        new StoredNode("notes", Node.FOLDER),
                        new StoredNode(".git", Node.FOLDER),
                        new StoredNode("x.InfText", Node.FOLDER),
                        new StoredNode("y.xml.acl", Node.FOLDER)),
                listed("/"));
        assertEquals(Set.of(new StoredNode("inner", Node.FOLDER)), listed("/notes"));
    }

    @Test
    void typeIsWhatFollowsTheLastDotAndStartsWithInf() throws IOException {
        for (String file :
                Set.of("todo.InfText", "a.b.InfChat", "odd.InfFoo", "x.Infinite", "x.InfText~", ".InfText")) {
            Files.createFile(root.resolve(file));
        }
        assertEquals(
                Set.of(
                        new StoredNode("todo", "InfText"),
                        new StoredNode("a.b", "InfChat"),
                        new StoredNode("odd", "InfFoo"),
                        new StoredNode("x", "Infinite"),
                        new StoredNode("x", "InfText~"),
                        new StoredNode("", "InfText")),
                listed("/"));
    }

    @Test
    void otherFilesAreIgnored() throws IOException {
        for (String file :
                Set.of("readme.txt", "InfText", "x.inftext", "todo.xml.acl", "x.InfText.tmp-1", "global-acl.xml")) {
            Files.createFile(root.resolve(file));
        }
        assertEquals(Set.of(), listed("/"));
    }

    @Test
    void fileWhoseTypeSaysThatItIsAFolderIsIgnored() throws IOException {
        Files.createFile(root.resolve("x." + Node.FOLDER));
        assertEquals(Set.of(), listed("/"));
    }

    @Test
    void linksAreIgnored() throws IOException {
        Files.createSymbolicLink(root.resolve("folder"), outside);
        Files.createSymbolicLink(root.resolve("link.InfText"), outside.resolve("secret.InfText"));
        assertEquals(Set.of(), listed("/"));
    }

    @Test
    void pipesAreIgnored() throws Exception {
        makePipe(root.resolve("pipe.InfText"));
        assertEquals(Set.of(), listed("/"));
    }

    @Test
    void sameNameTwiceIsListedTwice() throws IOException {
        Files.createDirectory(root.resolve("a"));
        Files.createFile(root.resolve("a.InfText"));
        Files.createFile(root.resolve("A.InfText"));
        assertEquals(
                Set.of(
                        new StoredNode("a", Node.FOLDER),
                        new StoredNode("a", "InfText"),
                        new StoredNode("A", "InfText")),
                listed("/"));
    }

    @Test
    void fileNameThatIsNotUtf8IsLeftOutAlone() throws Exception {
        run("bash", "-c", "touch \"$0\"/$'gr\\xfc\\xdfe.InfText' && mkdir \"$0\"/$'\\xff'", root.toString());
        Files.createFile(root.resolve("good.InfText"));
        assertEquals(Set.of(new StoredNode("good", "InfText")), listed("/"));
    }

    @Test
    void folderWithFileNamesThatAreNotUtf8CanBeUsedAndRemoved() throws Exception {
        store.createFolder("/f");
        run("bash", "-c", "touch \"$0\"/$'a\\xff.InfText'", root.resolve("f").toString());
        store.createDocument("/f/a", "InfText", text("a"));
        store.remove("/f", Node.FOLDER);
        assertEquals(Set.of(), files());
    }

    @Test
    void hostileNamesOnDiskAreListedAsTheyAre() throws IOException {
        for (String name :
                Set.of(" ", "a\nb", "a\u0001", "\u202eevil", "a&#38;b", "\\..\\x", "CON", "a:b*", "gr\u00fc\u00dfe")) {
            Files.createFile(root.resolve(name + ".InfText"));
        }
        assertEquals(9, listed("/").size());
        assertTrue(listed("/").contains(new StoredNode("a&#38;b", "InfText")));
        assertTrue(listed("/").contains(new StoredNode("gr\u00fc\u00dfe", "InfText")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/missing", "/missing/x", "/file.InfText", "/link", "/link/deeper", "/pipe"})
    void whatIsNoFolderCannotBeListed(String path) throws Exception {
        Files.createFile(root.resolve("file.InfText"));
        Files.createDirectory(outside.resolve("deeper"));
        Files.createSymbolicLink(root.resolve("link"), outside);
        makePipe(root.resolve("pipe"));
        assertRefused(Reason.MISSING, () -> store.list(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "notes", "/..", "/../outside", "/notes/../..", "/.", "//", "/notes//x", "/notes/", "/a\u0000"
            })
    void pathsThatAreNoneAreRefused(String path) throws IOException {
        store.createFolder("/notes");
        assertRefused(Reason.BAD_NAME, () -> store.list(path));
    }

    @Test
    void folderReplacedByALinkIsNotEntered() throws IOException {
        store.createFolder("/notes");
        Files.delete(root.resolve("notes"));
        Files.createSymbolicLink(root.resolve("notes"), outside);
        assertRefused(Reason.MISSING, () -> store.list("/notes"));
        assertRefused(Reason.MISSING, () -> store.readDocument("/notes/secret", "InfText"));
        assertRefused(Reason.MISSING, () -> store.writeDocument("/notes/secret", "InfText", text("mine")));
        assertRefused(Reason.MISSING, () -> store.createDocument("/notes/new", "InfText", text("mine")));
        assertRefused(Reason.MISSING, () -> store.remove("/notes/secret", "InfText"));
        assertRefused(Reason.MISSING, () -> store.remove("/notes", Node.FOLDER));
        assertTrue(Files.isSymbolicLink(root.resolve("notes")));
    }

    private static void makePipe(Path path) throws Exception {
        run("mkfifo", path.toString());
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
    }
}
