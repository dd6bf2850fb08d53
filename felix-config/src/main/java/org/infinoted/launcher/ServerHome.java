// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The run-time state of one server: configuration, plugins, log, bundle cache. Owned by one process at a time; closing
 * it deletes a temporary one.
 */
final class ServerHome implements AutoCloseable {
    private final Path folder;
    private final Optional<TemporaryHomes> temporary;
    private final FileChannel lock;

    private ServerHome(Path folder, Optional<TemporaryHomes> temporary, FileChannel lock) {
        this.folder = folder;
        this.temporary = temporary;
        this.lock = lock;
    }

    /** Opens the folder, or a new temporary one if there is none, and keeps other processes out. */
    static ServerHome open(Optional<Path> wanted) throws StartException {
        return open(wanted, TemporaryHomes.ofThisUser(System.getenv()));
    }

    /**
     * What is made is readable by its owner alone, since the configuration may contain secrets, and the log what people write.
     * Existing folders keep their permissions.
     *
     * @param temporary makes a home if none is wanted
     */
    static ServerHome open(Optional<Path> wanted, TemporaryHomes temporary) throws StartException {
        try {
            Path folder;
            if (wanted.isPresent()) {
                folder = wanted.get();
                PrivateFolder.create(folder);
            } else {
                folder = temporary.create();
            }
            var home = new ServerHome(
                    folder, wanted.isPresent() ? Optional.empty() : Optional.of(temporary), lock(folder));
            for (Path part : List.of(
                    home.etc(),
                    home.plugins(),
                    home.log(),
                    home.temporary(),
                    home.storedConfiguration(),
                    home.cache())) {
                PrivateFolder.create(part);
            }
            return home;
        } catch (IOException e) {
            throw new StartException(ExitStatus.STORAGE, "cannot prepare the home: " + FileErrors.of(e));
        }
    }

    private static FileChannel lock(Path folder) throws IOException, StartException {
        var channel = FileChannel.open(
                folder.resolve(TemporaryHomes.LOCK),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process itself: the same answer as for another one.
        }
        channel.close();
        throw new StartException(
                ExitStatus.UNAVAILABLE,
                "the home " + folder + " is in use by process " + Files.readString(folder.resolve(TemporaryHomes.LOCK))
                        + "; give each server a --home of its own");
    }

    Path folder() {
        return folder;
    }

    Path etc() {
        return folder.resolve("etc");
    }

    Path plugins() {
        return folder.resolve("plugins");
    }

    Path log() {
        return folder.resolve("log");
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Configuration that Config Admin keeps; {@code etc} is what people edit. */
    Path storedConfiguration() {
        return folder.resolve("config");
    }

    Path cache() {
        return folder.resolve("cache");
    }

    Path temporary() {
        return folder.resolve("tmp");
    }

    @Override
    public void close() throws IOException {
        lock.close();
        if (temporary.isPresent()) {
            temporary.get().delete(folder);
        }
    }
}
