// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinoted.host.access.Permission;
import org.infinoted.store.AclSheet;
import org.infinoted.store.StoreException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rights in files. */
@Tag("unit")
class FileStoreAclTest extends StoreFixture {
    private static final AclSheet EVERYBODY =
            new AclSheet("default", Map.of("can-join-user", true, "can-subscribe-session", false));

    @BeforeEach
    void makeDocument() throws IOException {
        store.createDocument("/todo", "InfText", text("x"));
    }

    private List<AclSheet> readAs(String file) throws IOException {
        Files.writeString(root.resolve("todo.xml.acl"), file);
        return store.readAcl("/todo");
    }

    @Test
    void nodeWithoutFileHasNoSheets() throws IOException {
        assertEquals(List.of(), store.readAcl("/todo"));
        assertEquals(List.of(), store.readAcl("/"));
    }

    @Test
    void fileIsWrittenAsTheOriginalDoes() throws IOException {
        store.writeAcl(
                "/todo", List.of(EVERYBODY, new AclSheet("fs:user:alice:1", Map.of("can-subscribe-session", false))));
        assertEquals("""
                <?xml version="1.0"?>
                <inf-acl>
                  <sheet account="default" can-subscribe-session="no" can-join-user="yes"/>
                  <sheet account="fs:user:alice:1" can-subscribe-session="no"/>
                </inf-acl>
                """, Files.readString(root.resolve("todo.xml.acl")));
    }

    @Test
    void rootHasAFileOfItsOwn() throws IOException {
        store.writeAcl("/", List.of(EVERYBODY));
        assertEquals(Set.of("global-acl.xml", "todo.InfText"), files());
        assertEquals(List.of(EVERYBODY), reopened().readAcl("/"));
    }

    @Test
    void foldersHaveTheirFileBeside() throws IOException {
        store.createFolder("/a");
        store.createFolder("/a/b");
        store.writeAcl("/a/b", List.of(EVERYBODY));
        assertEquals(Set.of("a", "a/b", "a/b.xml.acl", "todo.InfText"), files());
        assertEquals(List.of(EVERYBODY), store.readAcl("/a/b"));
    }

    @Test
    void allPermissionsAndAwkwardAccountsComeBack() throws IOException {
        Map<String, Boolean> all = new HashMap<>();
        for (String permission : Permission.attributes()) {
            all.put(permission, all.size() % 3 == 0);
        }
        List<AclSheet> sheets = List.of(
                new AclSheet("fs:user:Jos\u00e9 <&\"'\t\n\r>\ud83d\ude00:1", all), new AclSheet("a&#38;b", all));
        store.writeAcl("/todo", sheets);
        assertEquals(sheets, store.readAcl("/todo"));
        for (byte b : Files.readAllBytes(root.resolve("todo.xml.acl"))) {
            assertEquals(b & 0x7f, b);
        }
    }

    @Test
    void charactersOutsideAsciiAreWrittenAsReferences() throws IOException {
        store.writeAcl("/todo", List.of(new AclSheet("\u00e9\ud83d\ude00", Map.of("can-set-acl", true))));
        assertEquals(
                "  <sheet account=\"&#xE9;&#x1F600;\" can-set-acl=\"yes\"/>",
                Files.readAllLines(root.resolve("todo.xml.acl")).get(2));
    }

    @Test
    void noSheetsMeansNoFile() throws IOException {
        store.writeAcl("/todo", List.of(EVERYBODY));
        store.writeAcl("/todo", List.of());
        assertEquals(Set.of("todo.InfText"), files());
        store.writeAcl("/todo", List.of());
        assertEquals(List.of(), store.readAcl("/todo"));
    }

    @Test
    void sheetsThatSayNothingAreNotWritten() throws IOException {
        store.writeAcl("/todo", List.of(EVERYBODY, new AclSheet("x", Map.of())));
        assertEquals(List.of(EVERYBODY), store.readAcl("/todo"));
        store.writeAcl("/todo", List.of(new AclSheet("x", Map.of())));
        assertEquals(Set.of("todo.InfText"), files());
    }

    @Test
    void rightsOfAMissingNodeAreNotWritten() throws IOException {
        assertRefused(Reason.MISSING, () -> store.writeAcl("/missing", List.of(EVERYBODY)));
        assertEquals(Set.of("todo.InfText"), files());
    }

    @Test
    void accountThatXmlCannotCarryIsRefusedAndTheOldFileStays() throws IOException {
        store.writeAcl("/todo", List.of(EVERYBODY));
        for (String account : List.of("a\u0001", "\ud800", "\uffff")) {
            assertRefused(
                    Reason.BAD_NAME,
                    () -> store.writeAcl("/todo", List.of(new AclSheet(account, Map.of("can-set-acl", true)))));
        }
        assertEquals(List.of(EVERYBODY), store.readAcl("/todo"));
    }

    @Test
    void permissionThatDoesNotExistIsNotWritten() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.writeAcl("/todo", List.of(new AclSheet("default", Map.of("can-fly", true)))));
    }

    @Test
    void fileOfAnotherWriterIsUnderstood() throws IOException {
        assertEquals(
                List.of(EVERYBODY),
                readAs(
                        "\ufeff<?xml version='1.0' encoding='ISO-8859-1' standalone='yes'?><!-- c --><?pi x?>\r\n"
                                + "<i:inf-acl version='2'><other><sheet account='x' can-set-acl='yes'/></other>text"
                                + "<i:sheet can-join-user='yes' account='&#100;efault' can-fly='maybe' colour='red'"
                                + " can-subscribe-session='no'><deeper/></i:sheet>"
                                + "<sheet account='silent'/><sheet account='silent too' can-fly='yes'/><![CDATA[x]]></i:inf-acl>"));
    }

    @Test
    void firstSheetOfAnAccountCounts() throws IOException {
        assertEquals(
                List.of(new AclSheet("a", Map.of("can-set-acl", false))),
                readAs("<inf-acl><sheet account='a' can-set-acl='no'/>"
                        + "<sheet account='a' can-set-acl='yes' can-join-user='yes'/></inf-acl>"));
    }

    @Test
    void declaredEncodingDoesNotCount() throws IOException {
        assertEquals(
                "\u00e9",
                readAs(
                                "<?xml version='1.0' encoding='ISO-8859-1'?><inf-acl><sheet account='\u00e9' can-set-acl='no'/></inf-acl>")
                        .get(0)
                        .account());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<inf-acl>",
                "<inf-acl/><inf-acl/>",
                "<acl/>",
                "rubbish",
                "<inf-acl><sheet can-set-acl='yes'/></inf-acl>",
                "<inf-acl><sheet account='default' can-set-acl='maybe'/></inf-acl>",
                "<inf-acl><sheet account='default' can-set-acl='YES'/></inf-acl>",
                "<inf-acl><sheet account='default' can-set-acl=''/></inf-acl>",
                "<inf-acl><sheet account='a' account='b' can-set-acl='no'/></inf-acl>",
                "<inf-acl><sheet account='&#12;' can-set-acl='no'/></inf-acl>",
                "<!DOCTYPE inf-acl [<!ENTITY e 'default'>]><inf-acl><sheet account='&e;' can-set-acl='no'/></inf-acl>"
            })
    void damagedFileIsReportedAndKept(String file) throws IOException {
        assertRefused(Reason.BAD_CONTENT, () -> readAs(file));
        assertEquals(file, Files.readString(root.resolve("todo.xml.acl")));
    }

    @Test
    void reportIsOneLineWhateverIsInTheFile() {
        String message = assertRefused(
                        Reason.BAD_CONTENT,
                        () -> readAs("<inf-acl><sheet account='a' can-set-acl='&#10;ERROR\u2028'/></inf-acl>"))
                .getMessage();
        assertEquals(
                "The file with the permissions of \"/todo\" cannot be used: line 1: can-set-acl is"
                        + " \"\\u{a}ERROR\\u{2028}\" and neither \"yes\" nor \"no\"",
                message);
        String parser = assertRefused(Reason.BAD_CONTENT, () -> readAs("<inf-acl><a></b></inf-acl>"))
                .getMessage();
        assertEquals(1, parser.lines().count(), parser);
    }

    @Test
    void fileThatIsNotUtf8IsReported() throws IOException {
        Files.write(
                root.resolve("todo.xml.acl"),
                "<inf-acl><sheet account='\u00e9' can-set-acl='no'/></inf-acl>".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(Reason.BAD_CONTENT, () -> store.readAcl("/todo"));
    }

    @Test
    void entitiesOfOtherFilesAreNotRead() throws IOException {
        assertRefused(
                Reason.BAD_CONTENT,
                () -> readAs("<!DOCTYPE inf-acl [<!ENTITY e SYSTEM '"
                        + outside.resolve("secret.InfText").toUri()
                        + "'>]><inf-acl>&e;<sheet account='&e;' can-set-acl='no'/></inf-acl>"));
    }

    @Test
    void declaredTypeIsNotRead() throws IOException {
        assertEquals(
                List.of(EVERYBODY),
                readAs(
                        "<!DOCTYPE inf-acl SYSTEM '"
                                + directory.resolve("missing.dtd").toUri()
                                + "'><inf-acl><sheet account='default' can-join-user='yes' can-subscribe-session='no'/></inf-acl>"));
    }

    @Test
    void entitiesThatMultiplyAreNotExpanded() throws IOException {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE inf-acl [<!ENTITY e0 'ha'>");
        for (int i = 1; i < 60; i++) {
            bomb.append("<!ENTITY e")
                    .append(i)
                    .append(" '")
                    .append(("&e" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        assertRefused(Reason.BAD_CONTENT, () -> readAs(bomb + "]><inf-acl>&e59;</inf-acl>"));
    }

    @Test
    void linkOrDirectoryInPlaceOfTheFileIsReported() throws IOException {
        Files.writeString(outside.resolve("acl"), "<inf-acl/>");
        Files.createSymbolicLink(root.resolve("todo.xml.acl"), outside.resolve("acl"));
        assertRefused(Reason.BAD_CONTENT, () -> store.readAcl("/todo"));
        Files.delete(root.resolve("todo.xml.acl"));
        Files.createDirectory(root.resolve("todo.xml.acl"));
        assertRefused(Reason.BAD_CONTENT, () -> store.readAcl("/todo"));
    }

    @Test
    void linkInPlaceOfTheFileIsReplacedAndNotWrittenThrough() throws IOException {
        Files.writeString(outside.resolve("acl"), "<inf-acl/>");
        Files.createSymbolicLink(root.resolve("todo.xml.acl"), outside.resolve("acl"));
        store.writeAcl("/todo", List.of(EVERYBODY));
        assertEquals(List.of(EVERYBODY), store.readAcl("/todo"));
        assertEquals("<inf-acl/>", Files.readString(outside.resolve("acl")));
    }

    @Test
    void directoryInPlaceOfTheFileDoesNotKeepTheNodeFromBeingRemoved() throws IOException {
        Files.createDirectory(root.resolve("todo.xml.acl"));
        store.remove("/todo", "InfText");
        assertEquals(Set.of("todo.xml.acl"), files());
    }

    @Test
    void fileBeyondTheLimitIsReported() throws IOException {
        store.close();
        store = FileStore.open(
                root, Permission.attributes(), new FileStore.Limits(10, 100, StorageQuota.DEFAULT), GroupAccess.NONE);
        assertEquals(List.of(), readAs("<inf-acl>" + " ".repeat(81) + "</inf-acl>"));
        assertRefused(Reason.BAD_CONTENT, () -> readAs("<inf-acl>" + " ".repeat(82) + "</inf-acl>"));
    }
}
