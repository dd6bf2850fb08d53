// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinoted.directory.Node;
import org.infinoted.store.AclSheet;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that new nodes can have. */
@Tag("unit")
class FileStoreNamesTest extends StoreFixture {
    private static final List<AclSheet> SHEETS = List.of(new AclSheet("default", Map.of("can-set-acl", false)));

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\u0000b", "\ud800"})
    void nothingCanHaveAnImpossibleName(String name) throws IOException {
        assertRefused(Reason.BAD_NAME, () -> store.createFolder("/" + name));
        assertRefused(Reason.BAD_NAME, () -> store.createDocument("/" + name, "InfText", text("x")));
        assertEquals(Set.of(), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../x", "/./x", "/a/../x", "/a/../../x", "//x", "/a//x", "x", "a/x"})
    void pathsLeadNowhereElse(String path) throws IOException {
        store.createFolder("/a");
        assertRefused(Reason.BAD_NAME, () -> store.createFolder(path));
        assertRefused(Reason.BAD_NAME, () -> store.createDocument(path, "InfText", text("x")));
        assertRefused(Reason.BAD_NAME, () -> store.readAcl(path));
        assertEquals(Set.of("a"), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.InfText", "x.InfFoo", ".Inf", "a.b.Information", "doc.xml.acl", ".xml.acl"})
    void foldersThatWouldBeTakenForFilesAreRefusedEverywhere(String name) throws IOException {
        store.createFolder("/a");
        assertRefused(Reason.BAD_NAME, () -> store.createFolder("/" + name));
        assertRefused(Reason.BAD_NAME, () -> store.createFolder("/a/" + name));
        assertEquals(Set.of("a"), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"global-acl.xml", "accounts.xml", ".infinoted.lock"})
    void foldersNamedLikeTheServersFilesAreRefusedInTheRootAlone(String name) throws IOException {
        store.createFolder("/a");
        assertRefused(Reason.BAD_NAME, () -> store.createFolder("/" + name));
        store.createFolder("/a/" + name);
        assertEquals(Set.of("a", "a/" + name), files());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Inf",
                "InfText",
                "x.inf",
                "x.InfText.d",
                " ",
                "...",
                "\\",
                "a:b",
                "C:",
                "*",
                "~",
                "-rf",
                "%2e%2e",
                "CON"
            })
    void otherNamesAreFine(String name) throws IOException {
        store.createFolder("/" + name);
        store.createDocument("/" + name + "/" + name, "InfText", text("x"));
        assertEquals(Set.of(name, name + "/" + name + ".InfText"), files());
    }

    @Test
    void documentsMayHaveNamesThatOnlyFoldersMustNotHave() throws IOException {
        for (String name : List.of("x.InfText", "doc.xml.acl", "global-acl.xml", "accounts.xml")) {
            store.createDocument("/" + name, "InfText", text("x"));
        }
        assertEquals(4, files().size());
    }

    @Test
    void longestNamesCanHaveRights() throws IOException {
        String longest = "\u00e9".repeat(123) + "x";
        store.createDocument("/" + longest, "InfText", text("x"));
        store.writeDocument("/" + longest, "InfText", text("y"));
        store.writeAcl("/" + longest, SHEETS);
        store.createFolder("/y" + longest.substring(1) + "e");
        store.writeAcl("/y" + longest.substring(1) + "e", SHEETS);
        assertEquals(4, files().size());
    }

    @Test
    void longestNameIsFreeWhateverTheTypesOfOtherDocuments() throws IOException {
        store.createDocument("/x", "InfLongerThanText", text("x"));
        store.createDocument("/" + "x".repeat(247), "InfText", text("x"));
        assertEquals(2, files().size());
    }

    @Test
    void longerNamesAreRefused() throws IOException {
        String tooLong = "\u00e9".repeat(124);
        assertRefused(Reason.BAD_NAME, () -> store.createFolder("/" + tooLong));
        assertRefused(Reason.BAD_NAME, () -> store.createDocument("/" + tooLong, "InfText", text("x")));
        assertRefused(Reason.BAD_NAME, () -> store.createDocument("/" + "x".repeat(247), "InfLonger", text("x")));
        assertEquals(Set.of(), files());
    }

    @Test
    void pathsThatNoProgramCouldOpenAreRefused() throws IOException {
        String name = "x".repeat(240);
        String path = "";
        StoreException refused = null;
        for (int depth = 0; depth < 20 && refused == null; depth++) {
            path += "/" + name;
            try {
                store.createFolder(path);
            } catch (StoreException e) {
                refused = e;
            }
        }
        assertEquals(Reason.BAD_NAME, java.util.Objects.requireNonNull(refused).reason());
        String parent = path.substring(0, path.lastIndexOf('/'));
        String tooLong = path;
        assertRefused(Reason.BAD_NAME, () -> store.createDocument(tooLong, "InfText", text("x")));
        assertEquals(0, store.list(parent).size());
        store.createDocument(parent + "/x", "InfText", text("x"));
        assertEquals("x", java.nio.file.Files.readString(root.resolve(parent.substring(1) + "/x.InfText")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "Text", "Inf.Text", "Inf/../x", "Inf/x", Node.FOLDER, "Inf\u0000"})
    void typesThatAreNoneAreRefused(String type) throws IOException {
        assertRefused(Reason.BAD_NAME, () -> store.createDocument("/x", type, text("x")));
        assertEquals(Set.of(), files());
    }

    @Test
    void nothingIsMadeDeeperThanAllowed() throws IOException {
        store.close();
        store = FileStore.open(root, List.of(), new FileStore.Limits(2, 1000, StorageQuota.DEFAULT), GroupAccess.NONE);
        store.createFolder("/a");
        store.createFolder("/a/b");
        store.createFolder("/a/b/c");
        assertRefused(Reason.BAD_NAME, () -> store.createFolder("/a/b/c/d"));
        assertRefused(Reason.BAD_NAME, () -> store.createDocument("/a/b/c/d", "InfText", text("x")));
    }

    @Test
    void messagesStayOnOneLineWhateverTheName() {
        String message = assertRefused(Reason.MISSING, () -> store.list("/a\r\nERROR\u2028\u001b[2J\u202e"))
                .getMessage();
        assertTrue(message.contains("a\\u{d}\\u{a}ERROR\\u{2028}\\u{1b}[2J\\u{202e}"), message);
    }
}
