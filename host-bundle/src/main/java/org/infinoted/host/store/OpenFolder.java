// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.infinoted.store.DocumentStore.Content;

/**
 * An open directory. What is in it is reached from there, one name at a time and without following links, so that
 * changing the path meanwhile cannot redirect an access.
 */
final class OpenFolder implements Closeable {
    private static final Path SELF = Path.of(".");

    private final Path path;
    private final SecureDirectoryStream<Path> stream;
    private final GroupAccess access;
    private final FileModes modes;
    private final Usage usage;

    private OpenFolder(Path path, SecureDirectoryStream<Path> stream, GroupAccess access, Usage usage) {
        this.path = path;
        this.stream = stream;
        this.modes = new FileModes(path, stream, access);
        this.access = access;
        this.usage = usage;
    }

    /**
     * Opens a directory, following links on the way.
     *
     * @param access what the group may do with what is made in here and below
     * @param usage told of all that appears and disappears in here and below
     */
    @SuppressWarnings("StreamResourceLeak") // close() closes it
    static OpenFolder open(Path path, GroupAccess access, Usage usage) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        return new OpenFolder(
                path,
                stream instanceof SecureDirectoryStream<Path> secure
                        ? secure
                        : new CheckedDirectoryStream(path, stream),
                access,
                usage);
    }

    /** Opens a directory in this one. */
    OpenFolder folder(Path name) throws IOException {
        // checked first, because opening a pipe would wait for its other end
        if (!isFolder(name)) {
            throw new NotDirectoryException(name.toString());
        }
        return new OpenFolder(
                path.resolve(name), stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), access, usage);
    }

    /** The names of all that is in the directory. */
    List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        // a stream can be iterated only once
        try (DirectoryStream<Path> fresh = stream.newDirectoryStream(SELF, LinkOption.NOFOLLOW_LINKS)) {
            fresh.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    boolean exists(Path name) throws IOException {
        return attributes(name).isPresent();
    }

    boolean isFolder(Path name) throws IOException {
        return attributes(name).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    boolean isFile(Path name) throws IOException {
        return attributes(name).filter(BasicFileAttributes::isRegularFile).isPresent();
    }

    FileChannel read(Path name) throws IOException {
        return channel(name, StandardOpenOption.READ);
    }

    /**
     * Creates or replaces a file. A crash or failure at any time leaves either the old file or the new one. A replaced
     * file keeps its permissions and its group.
     */
    void write(Path name, Content content) throws IOException {
        Path temporary = TemporaryFiles.unusedName(this);
        FileChannel channel = create(temporary);
        Optional<BasicFileAttributes> replaced;
        try {
            try (channel) {
                replaced = attributes(name);
                if (replaced.filter(BasicFileAttributes::isRegularFile).isPresent()) {
                    modes.copy(name, temporary);
                } else {
                    modes.setForNewFile(temporary);
                }
                OutputStream out = new UnclosedStream(channel);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            stream.move(temporary, stream, name);
        } catch (Throwable e) {
            try {
                stream.deleteFile(temporary);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        replaced.ifPresent(old -> usage.disappeared(name, old));
        attributes(name).ifPresent(written -> usage.appeared(name, written));
        force();
    }

    /** Makes a directory in this one. */
    void makeFolder(Path name) throws IOException {
        // this one operation cannot be relative to the open directory, so its result is checked afterwards
        Files.createDirectory(path.resolve(name), modes.ofOwner("rwx------"));
        if (!isFolder(name)) {
            throw new IOException(path + " was replaced while a folder was made in it");
        }
        modes.setForNewFolder(name);
        attributes(name).ifPresent(made -> usage.appeared(name, made));
    }

    void deleteFile(Path name) throws IOException {
        Optional<BasicFileAttributes> deleted = attributes(name);
        stream.deleteFile(name);
        deleted.ifPresent(file -> usage.disappeared(name, file));
    }

    /** Removes a directory in this one with everything in it; links are removed and not followed. */
    void deleteFolder(Path name) throws IOException {
        try (OpenFolder folder = folder(name)) {
            for (Path entry : folder.names()) {
                if (folder.isFolder(entry)) {
                    folder.deleteFolder(entry);
                } else {
                    folder.deleteFile(entry);
                }
            }
        }
        Optional<BasicFileAttributes> deleted = attributes(name);
        stream.deleteDirectory(name);
        deleted.ifPresent(folder -> usage.disappeared(name, folder));
    }

    /** Forces the directory to disk: what was created, renamed and removed in it outlasts a crash of the machine. */
    void force() throws IOException {
        try (FileChannel directory = channel(SELF, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    /** The path, in quotes, for messages. */
    @Override
    public String toString() {
        return FileNames.quote(path.toString());
    }

    /** What is called so, a link as itself; empty if there is nothing. */
    Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(
                    stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private FileChannel channel(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        return (FileChannel) stream.newByteChannel(name, all);
    }

    /** Makes a file that nobody but the owner can read from its first moment. */
    private FileChannel create(Path name) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        return (FileChannel) stream.newByteChannel(name, options, modes.ofOwner("rw-------"));
    }

    /** A buffered stream that leaves its channel open when it is closed. */
    private static final class UnclosedStream extends BufferedOutputStream {
        UnclosedStream(FileChannel channel) {
            super(Channels.newOutputStream(channel), 1 << 16);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
