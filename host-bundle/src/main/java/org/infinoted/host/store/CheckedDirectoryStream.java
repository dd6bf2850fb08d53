// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Set;

/**
 * Replaces the secure directory stream on platforms that have none. It checks that a folder is no link before it
 * enters. A link can be followed only if somebody with access to the directory puts it there between the check and the
 * step.
 */
final class CheckedDirectoryStream implements SecureDirectoryStream<Path> {
    private final Path directory;
    private final DirectoryStream<Path> entries;

    CheckedDirectoryStream(Path directory, DirectoryStream<Path> entries) {
        this.directory = directory;
        this.entries = entries;
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // close() closes it
    public SecureDirectoryStream<Path> newDirectoryStream(Path name, LinkOption... options) throws IOException {
        Path child = directory.resolve(name);
        if (!Files.isDirectory(child, options)) {
            throw new NotDirectoryException(child.toString());
        }
        return new CheckedDirectoryStream(child, Files.newDirectoryStream(child));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return Files.newByteChannel(directory.resolve(name), options, attributes);
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    @Override
    public void deleteDirectory(Path name) throws IOException {
        Files.delete(directory.resolve(name));
    }

    @Override
    public void move(Path name, SecureDirectoryStream<Path> target, Path newName) throws IOException {
        Path newDirectory = ((CheckedDirectoryStream) target).directory;
        Files.move(directory.resolve(name), newDirectory.resolve(newName), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
        return Files.getFileAttributeView(directory, type);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path name, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(directory.resolve(name), type, options);
    }

    @Override
    public Iterator<Path> iterator() {
        return entries.iterator();
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
