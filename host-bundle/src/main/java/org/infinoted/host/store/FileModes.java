// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with the files and folders in one directory, on file systems that know permissions; on others nothing is done.
 * What is made is the owner's alone at first, and then gets what it is to have, whatever the process's umask is.
 */
final class FileModes {
    private static final String MODE = "unix:mode";
    private static final int PERMISSIONS = 0777;
    private static final int SET_GROUP = 02000;
    private static final Set<PosixFilePermission> OF_GROUP = EnumSet.of(
            PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);

    private final Path directory;
    private final SecureDirectoryStream<Path> stream;
    private final GroupAccess access;

    FileModes(Path directory, SecureDirectoryStream<Path> stream, GroupAccess access) {
        this.directory = directory;
        this.stream = stream;
        this.access = access;
    }

    /** For making something in this directory with these permissions, which are the owner's alone. */
    FileAttribute<?>[] ofOwner(String permissions) {
        return ofOwner(stream.getFileAttributeView(PosixFileAttributeView.class), permissions);
    }

    /** @param directory how its file system knows permissions; null if it does not */
    static FileAttribute<?>[] ofOwner(@Nullable PosixFileAttributeView directory, String permissions) {
        return directory == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                };
    }

    void setForNewFile(Path name) throws IOException {
        PosixFileAttributeView file = view(name);
        if (file != null && !file.readAttributes().permissions().equals(access.file())) {
            file.setPermissions(access.file());
        }
    }

    /** The bit that passes the group on is kept where a folder has got it from the one that it is in. */
    void setForNewFolder(Path name) throws IOException {
        PosixFileAttributeView folder = view(name);
        if (folder == null) {
            return;
        }
        boolean right = folder.readAttributes().permissions().equals(access.folder());
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            if (!right) {
                folder.setPermissions(access.folder());
            }
            return;
        }
        Path path = directory.resolve(name); // the open directory knows nothing of this bit
        int mode = (int) Files.getAttribute(path, MODE, LinkOption.NOFOLLOW_LINKS);
        int wanted = (mode & SET_GROUP) | bits(access.folder()) | (access.passesGroupOn() ? SET_GROUP : 0);
        if ((mode & (PERMISSIONS | SET_GROUP)) != wanted) {
            Files.setAttribute(path, MODE, wanted, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /**
     * Gives a file the group and the permissions of another. If it cannot get the group, it gives its own group nothing: that may
     * be a larger one.
     */
    void copy(Path from, Path to) throws IOException {
        PosixFileAttributeView target = view(to);
        PosixFileAttributeView source = view(from);
        if (source == null || target == null) {
            return;
        }
        PosixFileAttributes wanted = source.readAttributes();
        PosixFileAttributes present = target.readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(wanted.permissions());
        if (!wanted.group().equals(present.group()) && !setGroup(target, wanted)) {
            permissions.removeAll(OF_GROUP);
        }
        if (!permissions.equals(present.permissions())) {
            target.setPermissions(permissions);
        }
    }

    private static boolean setGroup(PosixFileAttributeView file, PosixFileAttributes wanted) {
        try {
            file.setGroup(wanted.group());
            return true;
        } catch (IOException e) { // only members of a group may give files to it
            return false;
        }
    }

    private @Nullable PosixFileAttributeView view(Path name) {
        return stream.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static int bits(Set<PosixFilePermission> permissions) {
        int bits = 0;
        for (PosixFilePermission permission : PosixFilePermission.values()) { // in the order of the bits
            bits = (bits << 1) | (permissions.contains(permission) ? 1 : 0);
        }
        return bits;
    }
}
