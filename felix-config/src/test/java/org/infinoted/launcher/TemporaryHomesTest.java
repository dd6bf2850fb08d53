// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes that live as long as one server, and what becomes of them when it is killed. */
@Tag("unit")
class TemporaryHomesTest {
    @TempDir
    Path directory;

    private Path place;
    private Path fallback;
    private TemporaryHomes homes;

    @BeforeEach
    void makeFolders() throws IOException {
        place = Files.createDirectory(directory.resolve("state"));
        fallback = Files.createDirectory(directory.resolve("tmp"));
        homes = new TemporaryHomes(place, fallback);
    }

    /** A home as a server leaves it that was killed. */
    private static Path left(Path folder, String name) throws IOException {
        Path home = Files.createDirectories(folder.resolve(TemporaryHomes.PREFIX + name + "/plugins"))
                .getParent();
        Files.writeString(home.resolve("plugins/x.jar"), "x");
        Files.writeString(home.resolve(TemporaryHomes.LOCK), "12345");
        return home;
    }

    @Test
    void homesOfKilledServersAreClearedAtTheNextStart() throws Exception {
        Path killed = left(place, "1");
        Path inTheFallback = left(fallback, "2");
        Path home = homes.create();
        assertFalse(Files.exists(killed));
        assertFalse(Files.exists(inTheFallback));
        assertTrue(Files.isDirectory(home));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home)));
    }

    /** Another process that wants the lock of a home, and says {@code h} when it has it. */
    private static Process user(Path home) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HomeUser.class.getName(),
                        home.toString())
                .start();
    }

    @Test
    void homeOfAServerThatRunsStays() throws Exception {
        Path used = left(place, "1");
        Process server = user(used);
        try {
            assertEquals('h', server.getInputStream().read());
            homes.create();
            assertTrue(Files.exists(used.resolve("plugins/x.jar")));
        } finally {
            server.destroyForcibly().waitFor();
        }
        homes.create();
        assertFalse(Files.exists(used), "once it was killed");
    }

    @Test
    void homesOfThisProcessStayAndStayLocked() throws Exception {
        try (ServerHome first = ServerHome.open(Optional.empty(), homes)) {
            try (ServerHome second = ServerHome.open(Optional.empty(), homes)) {
                assertNotEquals(first.folder(), second.folder());
                assertTrue(Files.isDirectory(first.etc()));
                assertEquals(-1, user(first.folder()).getInputStream().read(), "another process has not got the lock");
            }
            assertTrue(Files.isDirectory(first.etc()));
        }
        try (var none = Files.list(place)) {
            assertEquals(0, none.count());
        }
    }

    @Test
    void whatIsNoHomeOfAKilledServerStays() throws Exception {
        Path beingMade = Files.createDirectory(place.resolve(TemporaryHomes.PREFIX + "1"));
        Path notYetLocked = Files.createDirectory(place.resolve(TemporaryHomes.PREFIX + "2"));
        Files.createFile(notYetLocked.resolve(TemporaryHomes.LOCK));
        Path otherName = Files.move(left(place, "3"), place.resolve("my-home-3"));
        Path elsewhere = left(directory, "4");
        Path link = Files.createSymbolicLink(place.resolve(TemporaryHomes.PREFIX + "5"), elsewhere);
        Path linkedLock = Files.createDirectory(place.resolve(TemporaryHomes.PREFIX + "6"));
        Files.createSymbolicLink(linkedLock.resolve(TemporaryHomes.LOCK), elsewhere.resolve(TemporaryHomes.LOCK));
        homes.create();
        for (Path stays : new Path[] {beingMade, notYetLocked, otherName, elsewhere, link, linkedLock}) {
            assertTrue(Files.exists(stays), stays.toString());
        }
    }

    @Test
    void linksInAHomeAreNotFollowed() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious"), "x");
        Path killed = left(place, "1");
        Files.createSymbolicLink(killed.resolve("link"), directory);
        homes.create();
        assertFalse(Files.exists(killed));
        assertTrue(Files.exists(precious));
    }

    @Test
    void folderForTemporaryFilesHasToDoWhereThereIsNoOther() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path home = new TemporaryHomes(file.resolve("state"), fallback).create();
        assertEquals(fallback, home.getParent());
    }

    @Test
    void homesAreWhereTheUsersProgramsKeepTheirState() throws Exception {
        Path user = Files.createDirectory(directory.resolve("user"));
        String path = user.toString();
        assertEquals(
                user.resolve(".local/state/infinoted-osgi"),
                TemporaryHomes.ofThisUser(Map.of("HOME", path)).create().getParent());
        assertEquals(
                place.resolve("infinoted-osgi"),
                TemporaryHomes.ofThisUser(Map.of("HOME", path, "XDG_STATE_HOME", place.toString()))
                        .create()
                        .getParent());
        assertEquals(
                user.resolve(".local/state/infinoted-osgi"),
                TemporaryHomes.ofThisUser(Map.of("HOME", path, "XDG_STATE_HOME", "relative"))
                        .create()
                        .getParent());
    }
}
