// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Homes that live as long as one server. They are where the user's programs keep their state, not in the folder for temporary files:
 * that one is cleaned of what is some days old, and a server may run for longer. If there is no such place, it has to do.
 *
 * <p>A server that is killed leaves its home. The next one clears it: it belongs to the same user, and its lock is free and has the
 * number of a process in it, which is written when the lock is held. So neither a home in use nor one that is being made is touched.
 */
final class TemporaryHomes {
    static final String PREFIX = "infinoted-home-";
    static final String LOCK = "lock";

    private static final Pattern PROCESS = Pattern.compile("[0-9]{1,20}");

    /** Those of this process: opening and closing a lock's file would give up a lock that the process holds. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path place;
    private final Path fallback;

    /**
     * @param place where homes are made
     * @param fallback where they are made if that is not possible; both are cleared
     */
    TemporaryHomes(Path place, Path fallback) {
        this.place = place;
        this.fallback = fallback;
    }

    static TemporaryHomes ofThisUser(Map<String, String> environment) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path state = Path.of(environment.getOrDefault("XDG_STATE_HOME", ""));
        if (!state.isAbsolute()) { // the specification has relative ones ignored
            Path user = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
            if (!user.isAbsolute() || !Files.isDirectory(user)) {
                return new TemporaryHomes(temporary, temporary);
            }
            state = user.resolve(".local/state");
        }
        return new TemporaryHomes(state.resolve("infinoted-osgi"), temporary);
    }

    /** Makes a new home, and clears those that killed servers have left. */
    Path create() throws IOException {
        Path home = make();
        OPEN.add(home);
        for (Path folder : place.equals(fallback) ? List.of(place) : List.of(place, fallback)) {
            clear(folder, home);
        }
        return home;
    }

    /** The home has been closed and is deleted. */
    void delete(Path home) throws IOException {
        FolderDeletion.delete(home);
        OPEN.remove(home);
    }

    private Path make() throws IOException {
        try {
            PrivateFolder.create(place);
            return Files.createTempDirectory(place, PREFIX);
        } catch (IOException e) {
            if (place.equals(fallback)) {
                throw e;
            }
            return Files.createTempDirectory(fallback, PREFIX);
        }
    }

    private static void clear(Path folder, Path ours) {
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path home : homes) {
                clearIfLeft(home, ours);
            }
        } catch (IOException e) {
            // it cannot be listed, or is not there: nothing is to be cleared
        }
    }

    private static void clearIfLeft(Path home, Path ours) {
        Path lock = home.resolve(LOCK);
        try {
            boolean candidate = !OPEN.contains(home)
                    && Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ours));
            if (!candidate) {
                return;
            }
            try (FileChannel channel = FileChannel.open(
                    lock, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                if (channel.tryLock() != null
                        && PROCESS.matcher(content(channel)).matches()) {
                    FolderDeletion.delete(home);
                }
            }
        } catch (IOException | OverlappingFileLockException e) {
            // another start is clearing it, or it cannot be deleted: no reason not to start
        }
    }

    private static String content(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(32);
        channel.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII);
    }
}
