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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final GroupAccess access;
    private final StorageQuota quota;
    private final StorageQuota.Disk disk;
    private final Usage usage = new Usage();
    /** The types of all documents that were seen here: a name may be taken by a document of any of them. */
    private final Set<String> types = ConcurrentHashMap.newKeySet();

    /**
     * Limits of the store.
     *
     * @param depth how many folders may be above a new document or folder; 100
     * @param aclBytes how large an ACL file may be; 16 MiB
     * @param quota how much the root directory may hold
     */
    public record Limits(int depth, int aclBytes, StorageQuota quota) {
        public static final Limits DEFAULT = new Limits(100, 16 << 20, StorageQuota.DEFAULT);

        /** The same with another quota. */
        public Limits withQuota(StorageQuota other) {
            return new Limits(depth, aclBytes, other);
        }
    }

    private FileStore(Path root, AclFiles acls, Limits limits, GroupAccess access, RootLock lock) throws IOException {
        this.root = root;
        this.maximumDepth = limits.depth;
        this.quota = limits.quota;
        this.acls = acls;
        this.access = access;
        this.lock = lock;
        this.disk = new RootDisk(Files.getFileStore(root));
        try (OpenFolder folder = openRoot()) {
            new RootScan(usage, types).scan(folder);
        }
    }

    /**
     * Opens a root directory and creates it if there is none. Removes the temporary files that a crash has left.
     *
     * @param root the root directory, which may be a link
     * @param permissions the names of all permissions that there are, in the order in which they are written to files
     * @param access what the group of the root directory may do with what is made in it; what is there stays as it is
     * @throws IOException if that fails or another server has the directory open; the message says what to do
     */
    public static FileStore open(Path root, List<String> permissions, Limits limits, GroupAccess access)
            throws IOException {
        FileNames.requireUtf8();
        if (!Files.exists(root)) {
            create(root.toAbsolutePath(), access);
        } else if (!Files.isDirectory(root)) {
            throw new IOException("The root directory " + root + " is not a directory");
        }
        Path real = root.toRealPath();
        access.hindrance(real).ifPresent(LOG::warn);
        RootLock lock = RootLock.acquire(real);
        try {
            return new FileStore(real, new AclFiles(permissions, limits.aclBytes), limits, access, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
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
                    node(open, entry).ifPresent(node -> {
                        nodes.add(node);
                        noteType(node.type());
                    });
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
            types.add(type);
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

    @Override
    public void checkRoom(long bytes) throws IOException {
        quota.checkRoom(bytes, usage, disk);
    }

    /** How much there is in the root directory. */
    Usage usage() {
        return usage;
    }

    /** Makes the root directory with the permissions of any folder in it, and the folders above as the process makes all. */
    private static void create(Path root, GroupAccess access) throws IOException {
        Path parent = Objects.requireNonNull(root.getParent(), "the root of the file system exists");
        Files.createDirectories(parent);
        try (OpenFolder above = OpenFolder.open(parent, access, new Usage())) {
            above.makeFolder(root.getFileName());
        }
    }

    private OpenFolder openRoot() throws IOException {
        return OpenFolder.open(root, access, usage);
    }

    private OpenFolder openParent(Location node) throws IOException {
        OpenFolder open = openRoot();
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
        FileNames.checkPath(root, node, file);
        if (parent.exists(file) || isTaken(parent, node)) {
            throw node.exists();
        }
        quota.checkNode(usage, disk);
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

    /**
     * Whether there is a node of this name, of whatever type. The file system is asked for each type that was ever seen here: there
     * are few, while listing a large folder for each new document would make everybody wait.
     */
    private boolean isTaken(OpenFolder parent, Location node) throws IOException {
        if (parent.isFolder(FileNames.step(node.name()))) {
            return true;
        }
        for (String type : types) {
            String file = FileNames.document(node.name(), type);
            if (FileNames.fits(file) && parent.isFile(FileNames.step(file))) {
                return true;
            }
        }
        return false;
    }

    private void noteType(String type) {
        if (!type.equals(Node.FOLDER)) {
            types.add(type);
        }
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
