// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ServerHomeTest {
    @TempDir
    Path folder;

    @Test
    void newHomeIsForItsOwnerAlone() throws Exception {
        var path = folder.resolve("a/b");
        try (var home = ServerHome.open(Optional.of(path))) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            for (Path part :
                    List.of(home.etc(), home.plugins(), home.log(), home.storedConfiguration(), home.cache())) {
                assertEquals(
                        "rwx------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(part)),
                        part.toString());
            }
        }
    }

    @Test
    void partsOfAHomeThatOthersCanEnterAreForTheOwnerAlone() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var home = ServerHome.open(Optional.of(folder))) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.log())));
            assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        }
    }

    @Test
    void secondServerInTheSameHomeIsRefused() throws Exception {
        try (var home = ServerHome.open(Optional.of(folder))) {
            var refusal = assertThrows(StartException.class, () -> ServerHome.open(Optional.of(home.folder())));
            assertEquals(ExitStatus.UNAVAILABLE, refusal.status());
            assertEquals(
                    "the home " + folder + " is in use by process "
                            + ProcessHandle.current().pid() + "; give each server a --home of its own",
                    refusal.getMessage());
        }
    }

    @Test
    void closedHomeCanBeOpenedAgainAndKeepsItsFiles() throws Exception {
        try (var home = ServerHome.open(Optional.of(folder))) {
            Files.writeString(home.etc().resolve("kept.cfg"), "a=b\n");
        }
        try (var home = ServerHome.open(Optional.of(folder))) {
            assertTrue(Files.exists(home.etc().resolve("kept.cfg")));
        }
    }

    @Test
    void temporaryHomeIsDeletedWithAllThatIsInIt() throws Exception {
        Path path;
        try (var home = ServerHome.open(Optional.empty(), new TemporaryHomes(folder, folder))) {
            path = home.folder();
            assertEquals(folder, path.getParent());
            Files.createDirectories(home.cache().resolve("bundle1/version0.0"));
            Files.writeString(home.cache().resolve("bundle1/version0.0/x"), "x");
        }
        assertFalse(Files.exists(path));
    }

    @Test
    void fileInTheWayIsNamed() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");
        var refusal = assertThrows(StartException.class, () -> ServerHome.open(Optional.of(file.resolve("home"))));
        assertEquals(ExitStatus.STORAGE, refusal.status());
        assertEquals("cannot prepare the home: " + file + ": this is not a folder", refusal.getMessage());
    }
}
