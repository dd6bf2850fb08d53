// SPDX-License-Identifier: Apache-2.0
package org.infinoted.directory;

import java.util.Objects;

/**
 * A place in the tree: a folder or a document. A value: it says what was there when it was handed out, and the place may be gone
 * by now.
 *
 * @param id the number of the node in this run of the server; 0 is the root; never used again, not even after removal
 * @param path the names from the root, each after a slash: {@code /notes/todo}; the root is {@code /}
 * @param type {@link #FOLDER}, or the note type of a document, such as {@code InfText}
 */
public record Node(int id, String path, String type) {
    /** The type of folders. */
    public static final String FOLDER = "InfSubdirectory";

    /** The folder that contains everything else. */
    public static final Node ROOT = new Node(0, "/", FOLDER);

    public Node {
        Objects.requireNonNull(type);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("A path starts with a slash, unlike \"" + path + "\"");
        }
    }

    /** The last part of the path; empty for the root. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public boolean isFolder() {
        return type.equals(FOLDER);
    }
}
