// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second server of this kind out of a root directory. It is a lock of the operating system on a file that
 * stays. The lock ends with the process at the latest, so a crash leaves nothing to clean up. The original server
 * neither takes nor respects it.
 */
public final class RootLock implements Closeable {
    static final String FILE_NAME = ".infinoted.lock";

    /**
     * The roots locked by this process. The operating system's lock is not enough: it belongs to the process as a
     * whole, and is lost as soon as any channel to the file is closed.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final FileChannel channel;

    private RootLock(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Takes the lock, or fails at once.
     *
     * @param root the root directory, which must exist
     */
    public static RootLock acquire(Path root) throws IOException {
        Path real = root.toRealPath();
        if (!HELD.add(real)) {
            throw inUse(root, Long.toString(ProcessHandle.current().pid()));
        }
        FileChannel channel = null;
        boolean acquired = false;
        try {
            channel = FileChannel.open(
                    real.resolve(FILE_NAME),
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS),
                    FileModes.ofOwner(Files.getFileAttributeView(real, PosixFileAttributeView.class), "rw-------"));
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(root, readHolder(channel));
            }
            writeHolder(channel);
            acquired = true;
            return new RootLock(real, channel);
        } finally {
            if (!acquired) {
                HELD.remove(real);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            HELD.remove(root);
        }
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        channel.truncate(0);
        String line = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(20);
        channel.read(line, 0);
        String digits = new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII).strip();
        return digits.matches("[0-9]+") ? digits : "unknown";
    }

    private static IOException inUse(Path root, String holder) {
        return new IOException("The root directory " + root + " is in use by another server (process " + holder
                + "). Stop that one first, or give this one a root directory of its own.");
    }
}
