// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.infinoted.host.access.Permission;
import org.infinoted.store.AclSheet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may read and write what the store makes. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Tag("unit")
class FileModesTest extends StoreFixture {
    private static final List<AclSheet> SHEETS = List.of(new AclSheet("default", Map.of("can-add-document", true)));

    private void open(GroupAccess access) throws IOException {
        store.close();
        store = FileStore.open(root, Permission.attributes(), FileStore.Limits.DEFAULT, access);
    }

    private String mode(String file) throws IOException {
        return Integer.toOctalString(
                (int) Files.getAttribute(root.resolve(file), "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777);
    }

    @Test
    void filesAreTheOwnersAloneByDefault() throws IOException {
        store.createFolder("/folder");
        store.createDocument("/folder/document", "InfText", text("x"));
        store.writeAcl("/folder", SHEETS);
        assertEquals(
                List.of("700", "600", "600"),
                List.of(mode("folder"), mode("folder/document.InfText"), mode("folder.xml.acl")));
    }

    @Test
    void lockIsTheOwnersAlone() throws IOException {
        assertEquals("600", mode(RootLock.FILE_NAME));
    }

    @Test
    void rewrittenFileIsTheOwnersAloneToo() throws IOException {
        store.createDocument("/document", "InfText", text("x"));
        store.writeDocument("/document", "InfText", text("y"));
        assertEquals("600", mode("document.InfText"));
    }

    @Test
    void missingRootDirectoryIsMadeForTheOwnerAlone() throws IOException {
        Path made = root.resolve("a/b");
        FileStore.open(made, Permission.attributes(), FileStore.Limits.DEFAULT, GroupAccess.NONE)
                .close();
        assertEquals("700", mode("a/b"));
    }

    @ParameterizedTest
    @EnumSource
    void temporaryFileIsTheOwnersAloneWhileItIsWritten(GroupAccess access) throws IOException {
        open(access);
        AtomicReference<String> whileWritten = new AtomicReference<>();
        store.createDocument("/document", "InfText", out -> {
            try (Stream<Path> files = Files.list(root)) {
                Path temporary = files.filter(file -> TemporaryFiles.isTemporary(file.getFileName()))
                        .findFirst()
                        .orElseThrow();
                whileWritten.set(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)));
            }
            out.write("x".getBytes(StandardCharsets.UTF_8));
        });
        assertEquals(
                PosixFilePermissions.toString(access.file()),
                String.valueOf(whileWritten.get()),
                "no more than the file");
    }

    @ParameterizedTest
    @CsvSource({"NONE, 600, 700", "READ, 640, 2750", "WRITE, 660, 2770"})
    @EnabledOnOs(OS.LINUX)
    void optionGivesTheGroupAccessWhateverTheUmask(GroupAccess access, String file, String folder) throws IOException {
        open(access);
        store.createFolder("/folder");
        store.createDocument("/document", "InfText", text("x"));
        store.writeAcl("/folder", SHEETS);
        assertEquals(folder, mode("folder"));
        assertEquals(file, mode("document.InfText"));
        assertEquals(file, mode("folder.xml.acl"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void folderPassesTheGroupOnWhereTheOneAboveDoes() throws IOException {
        Files.setAttribute(root, "unix:mode", 02750);
        store.createFolder("/folder");
        assertEquals("2700", mode("folder"));
    }

    @ParameterizedTest
    @CsvSource({"NONE, rw-r--r--", "WRITE, rw-r--r--", "NONE, rw-rw----", "WRITE, rw-------", "READ, rwxrwxrwx"})
    void rewrittenFileKeepsWhatAnAdministratorGaveIt(GroupAccess access, String permissions) throws IOException {
        open(access);
        store.createDocument("/document", "InfText", text("x"));
        Path file = root.resolve("document.InfText");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        store.writeDocument("/document", "InfText", text("y"));
        assertEquals(permissions, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void fileThatCannotGetTheGroupOfTheOneItReplacesGivesItsOwnGroupNothing() throws IOException {
        Map<String, Object> replaced = new HashMap<>(Map.of("readAttributes", attributes("rw-rw-r--")));
        Map<String, Object> made = new HashMap<>(
                Map.of("readAttributes", attributes("rw-------"), "setGroup", new IOException("No member of it")));
        SecureDirectoryStream<?> stream = answering(
                SecureDirectoryStream.class,
                (name, arguments) -> view(String.valueOf(arguments[0]).equals("replaced") ? replaced : made));
        @SuppressWarnings("unchecked") // its names are not asked for
        var modes = new FileModes(root, (SecureDirectoryStream<Path>) stream, GroupAccess.NONE);
        modes.copy(Path.of("replaced"), Path.of("made"));
        assertEquals(PosixFilePermissions.fromString("rw----r--"), made.get("setPermissions"));
    }

    private record Group(String getName) implements GroupPrincipal {}

    /** Those of a file whose group is that of none with other permissions. */
    private static PosixFileAttributes attributes(String permissions) {
        Group group = new Group("of " + permissions);
        return answering(
                PosixFileAttributes.class,
                (name, arguments) -> name.equals("group") ? group : PosixFilePermissions.fromString(permissions));
    }

    /** Answers as in the map, which gets what is set. */
    private static PosixFileAttributeView view(Map<String, Object> answers) {
        return answering(PosixFileAttributeView.class, (name, arguments) -> {
            Object answer = arguments == null ? answers.get(name) : answers.putIfAbsent(name, arguments[0]);
            if (answer instanceof IOException e) {
                throw e;
            }
            return answer;
        });
    }

    private interface Answers {
        Object to(String name, Object[] arguments) throws IOException;
    }

    private static <T> T answering(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                FileModesTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> answers.to(called.getName(), arguments)));
    }

    @ParameterizedTest
    @EnumSource
    void permissionsOfWhatIsThereAreNeverWidened(GroupAccess access) throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        store.createFolder("/folder");
        open(access);
        store.list("/");
        store.createDocument("/folder/document", "InfText", text("x"));
        assertEquals("700", mode("."));
        assertEquals("700", mode("folder"));
    }

    @Test
    void rootThatKeepsTheGroupOutIsReportedWithTheRemedy() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        String hindrance = GroupAccess.WRITE.hindrance(root).orElseThrow();
        assertTrue(hindrance.contains("chmod 2770"), hindrance);
        assertEquals(Optional.empty(), GroupAccess.NONE.hindrance(root));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwx---"));
        assertEquals(Optional.empty(), GroupAccess.WRITE.hindrance(root));
    }
}
