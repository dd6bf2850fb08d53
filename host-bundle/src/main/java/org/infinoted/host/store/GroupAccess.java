// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the group of the root directory may do with the files that the store makes. Others may never do anything. */
public enum GroupAccess {
    /** Nothing: files are 0600, folders 0700. */
    NONE("rw-------", "rwx------"),
    /** Read: files are 0640, folders 2750. */
    READ("rw-r-----", "rwxr-x---"),
    /** Read and write: files are 0660, folders 2770. */
    WRITE("rw-rw----", "rwxrwx---");

    private final String file;
    private final String folder;

    GroupAccess(String file, String folder) {
        this.file = file;
        this.folder = folder;
    }

    /** The one of this name, in lower case as in options. */
    public static GroupAccess of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The option group-access is \"" + name + "\"; it must be one of none, read, write"));
    }

    /** Why the group has nothing of it in a root directory that is there already, and what to do; empty if it has. */
    Optional<String> hindrance(Path root) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(root, PosixFileAttributeView.class);
        if (this == NONE || view == null || view.readAttributes().permissions().containsAll(folder())) {
            return Optional.empty();
        }
        return Optional.of("The group has less access to the root directory " + root
                + " than the option group-access gives it below. Permissions of what is there are never widened;"
                + " if it is meant to, change those of the directory, as with chmod "
                + (this == READ ? "2750" : "2770"));
    }

    Set<PosixFilePermission> file() {
        return PosixFilePermissions.fromString(file);
    }

    Set<PosixFilePermission> folder() {
        return PosixFilePermissions.fromString(folder);
    }

    /** Whether what is made in a folder belongs to the folder's group, not to that of the process. */
    boolean passesGroupOn() {
        return this != NONE;
    }
}
