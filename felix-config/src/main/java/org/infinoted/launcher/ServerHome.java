// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The run-time state of one server: configuration, plugins, log, bundle cache. Owned by one process at a time; closing
 * it deletes a temporary one.
 */
final class ServerHome implements AutoCloseable {
    private final Path folder;
    private final boolean deleteOnClose;
    private final FileChannel lock;

    private ServerHome(Path folder, boolean deleteOnClose, FileChannel lock) {
        this.folder = folder;
        this.deleteOnClose = deleteOnClose;
        this.lock = lock;
    }

    /** Opens the folder, or a new temporary one if there is none, and keeps other processes out. */
    static ServerHome open(Optional<Path> wanted) throws StartException {
        try {
            Path folder = wanted.isPresent() ? create(wanted.get()) : Files.createTempDirectory("infinoted-home-");
            var home = new ServerHome(folder, wanted.isEmpty(), lock(folder));
            for (Path part : new Path[] {home.etc(), home.plugins(), home.log(), home.temporary()}) {
                Files.createDirectories(part);
            }
            return home;
        } catch (IOException e) {
            throw new StartException(ExitStatus.STORAGE, "cannot prepare the home: " + FileErrors.of(e));
        }
    }

    /**
     * Readable by its owner alone, since the configuration may contain secrets. An existing folder keeps its
     * permissions.
     */
    private static Path create(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return folder;
    }

    private static FileChannel lock(Path folder) throws IOException, StartException {
        var channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
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
                "the home " + folder + " is in use by process " + Files.readString(folder.resolve("lock"))
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
        if (deleteOnClose) {
            Files.walkFileTree(folder, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
