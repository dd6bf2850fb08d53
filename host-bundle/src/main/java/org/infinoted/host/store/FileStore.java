// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.infinoted.directory.Node;
import org.infinoted.store.AclSheet;
import org.infinoted.store.DocumentStore;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.infinoted.store.StoredNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps documents and rights in the files of a root directory, in the layout and format of the original server, so that
 * either server can take over from the other.
 *
 * <p>A folder is a directory, a document the file {@code name.type}, the rights of either {@code name.xml.acl} beside
 * it, those of the root {@code global-acl.xml}. Names are not escaped. Links are never followed below the root. A file
 * is written under a temporary name, forced to disk and renamed; temporary files that a crash leaves are removed at the
 * next start. While the store is open, no second server can open the same root.
 *
 * <p>The virtual machine must be able to name files in UTF-8. On Linux it can if it is started with
 * {@code LC_ALL=C.UTF-8} or another UTF-8 locale; setting {@code sun.jnu.encoding} does not help.
 *
 * <p>Thread-safe. One exception to the contract: removing a folder is not atomic. If it fails, what it had not reached
 * is still there.
 */
public final class FileStore implements DocumentStore, Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    private final Path root;
    private final int maximumDepth;
    private final AclFiles acls;
    private final RootLock lock;

    /**
     * Limits of the store.
     *
     * @param depth how many folders may be above a new document or folder; 100
     * @param aclBytes how large an ACL file may be; 16 MiB
     */
    public record Limits(int depth, int aclBytes) {
        public static final Limits DEFAULT = new Limits(100, 16 << 20);
    }

    private FileStore(Path root, int maximumDepth, AclFiles acls, RootLock lock) {
        this.root = root;
        this.maximumDepth = maximumDepth;
        this.acls = acls;
        this.lock = lock;
    }

    /**
     * Opens a root directory and creates it if there is none. Removes the temporary files that a crash has left.
     *
     * @param root the root directory, which may be a link
     * @param permissions the names of all permissions that there are, in the order in which they are written to files
     * @throws IOException if that fails or another server has the directory open; the message says what to do
     */
    public static FileStore open(Path root, List<String> permissions, Limits limits) throws IOException {
        FileNames.requireUtf8();
        if (!Files.exists(root)) {
            Files.createDirectories(root);
        } else if (!Files.isDirectory(root)) {
            throw new IOException("The root directory " + root + " is not a directory");
        }
        Path real = root.toRealPath();
        RootLock lock = RootLock.acquire(real);
        try (OpenFolder folder = OpenFolder.open(real)) {
            TemporaryFiles.removeAll(folder);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
        return new FileStore(real, limits.depth, new AclFiles(permissions, limits.aclBytes), lock);
    }

    /** Lets another server have the root directory. Nothing may be called any more. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public List<StoredNode> list(String folder) throws IOException {
        List<StoredNode> nodes = new ArrayList<>();
        try (OpenFolder open = openParent(Location.inside(folder))) {
            for (Path entry : open.names()) {
                try {
                    node(open, entry).ifPresent(nodes::add);
                } catch (IOException e) {
                    LOG.warn("Left out a file in folder {}: {}", FileNames.quote(folder), e.toString());
                }
            }
        }
        return nodes;
    }

    @Override
    public void createFolder(String path) throws IOException {
        Location node = Location.of(path);
        FileNames.checkNewFolder(node.name(), node.inRoot());
        Path directory = FileNames.step(node.name());
        try (OpenFolder parent = openParent(node)) {
            prepareForNew(parent, node, directory);
            parent.makeFolder(directory);
            parent.force();
        }
    }

    @Override
    public void createDocument(String path, String type, Content content) throws IOException {
        Location node = Location.of(path);
        FileNames.checkNewDocument(node.name(), type);
        Path file = FileNames.step(FileNames.document(node.name(), type));
        try (OpenFolder parent = openParent(node)) {
            prepareForNew(parent, node, file);
            parent.write(file, content);
        }
    }

    @Override
    public InputStream readDocument(String path, String type) throws IOException {
        Location node = Location.of(path);
        try (OpenFolder parent = openParent(node)) {
            return Channels.newInputStream(parent.read(documentFile(parent, node, type)));
        }
    }

    @Override
    public void writeDocument(String path, String type, Content content) throws IOException {
        Location node = Location.of(path);
        try (OpenFolder parent = openParent(node)) {
            parent.write(documentFile(parent, node, type), content);
        }
    }

    @Override
    public void remove(String path, String type) throws IOException {
        Location node = Location.of(path);
        if (node.isRoot() && type.equals(Node.FOLDER)) {
            throw new StoreException(Reason.BAD_NAME, "The root folder cannot be removed");
        }
        try (OpenFolder parent = openParent(node)) {
            if (type.equals(Node.FOLDER)) {
                Path directory = FileNames.step(node.name());
                if (!parent.isFolder(directory)) {
                    throw node.missing();
                }
                parent.deleteFolder(directory);
            } else {
                parent.deleteFile(documentFile(parent, node, type));
            }
            // a folder and documents of one name, put there by hand, share one file
            if (!isTaken(parent, node)) {
                acls.remove(parent, node);
            }
            parent.force();
        }
    }

    @Override
    public List<AclSheet> readAcl(String path) throws IOException {
        Location node = Location.of(path);
        try (OpenFolder parent = openParent(node)) {
            return acls.read(parent, node);
        }
    }

    @Override
    public void writeAcl(String path, List<AclSheet> sheets) throws IOException {
        Location node = Location.of(path);
        try (OpenFolder parent = openParent(node)) {
            if (!node.isRoot() && !isTaken(parent, node)) {
                throw node.missing();
            }
            acls.write(parent, node, sheets);
        }
    }

    private OpenFolder openParent(Location node) throws IOException {
        OpenFolder open = OpenFolder.open(root);
        for (String name : node.folders()) {
            try (OpenFolder parent = open) {
                Path step = FileNames.step(name);
                if (!parent.isFolder(step)) {
                    throw new StoreException(Reason.MISSING, "There is no folder for " + node);
                }
                open = parent.folder(step);
            }
        }
        return open;
    }

    /** Makes sure that a node can be made, and that it starts without rights of its own. */
    private void prepareForNew(OpenFolder parent, Location node, Path file) throws IOException {
        if (node.folders().size() > maximumDepth) {
            throw new StoreException(
                    Reason.BAD_NAME, "Nothing can be in more than " + maximumDepth + " folders, one in the other");
        }
        if (parent.exists(file) || isTaken(parent, node)) {
            throw node.exists();
        }
        acls.remove(parent, node);
    }

    private static Path documentFile(OpenFolder parent, Location node, String type) throws IOException {
        FileNames.checkType(type);
        Path file = FileNames.step(FileNames.document(node.name(), type));
        if (!parent.isFile(file)) {
            throw new StoreException(
                    Reason.MISSING, "There is no document " + node + " of type " + FileNames.quote(type));
        }
        return file;
    }

    /** Whether there is a node of this name, of whatever type. */
    private static boolean isTaken(OpenFolder parent, Location node) throws IOException {
        for (Path entry : parent.names()) {
            String fileName = entry.toString();
            if (fileName.equals(node.name()) && parent.isFolder(entry)) {
                return true;
            }
            boolean sameName = FileNames.document(fileName)
                    .filter(document -> document.name().equals(node.name()))
                    .isPresent();
            if (sameName && parent.isFile(entry)) {
                return true;
            }
        }
        return false;
    }

    /** What the server sees in a file or directory, if anything. */
    private static Optional<StoredNode> node(OpenFolder parent, Path entry) throws IOException {
        String fileName = FileNames.text(entry);
        if (parent.isFolder(entry)) {
            return Optional.of(new StoredNode(fileName, Node.FOLDER));
        }
        Optional<StoredNode> document = FileNames.document(fileName);
        return document.isPresent() && parent.isFile(entry) ? document : Optional.empty();
    }
}
