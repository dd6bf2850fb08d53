// SPDX-License-Identifier: Apache-2.0
package org.infinoted.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps documents, folders and rights. A path is a slash and the names from the root, joined by slashes; {@code /} is the root.
 *
 * <p>Methods block and are called on threads of the store: what changes something one at a time, except that one document may be
 * written while something else is changed, such as another node in its folder; what reads several at once, also during a change; then
 * it gives what was before or what comes after, never something in between. They throw {@link StoreException} for what the caller can be
 * blamed for, other {@link IOException}s for the rest; after either, what was there before is there still.
 */
@ConsumerType
public interface DocumentStore {
    /** What is directly in a folder. What is damaged is left out or listed, never a reason to fail as a whole. */
    List<StoredNode> list(String folder) throws IOException;

    /** Makes an empty folder. */
    void createFolder(String path) throws IOException;

    /** Makes a document with this content. */
    void createDocument(String path, String type, Content content) throws IOException;

    /** Opens a document for reading. The caller closes the stream. */
    InputStream readDocument(String path, String type) throws IOException;

    /**
     * Replaces the content of a document. When this returns, the new content is safe; if it throws, the old one is.
     */
    void writeDocument(String path, String type, Content content) throws IOException;

    /** Removes a document, or a folder with everything in it, with its rights. */
    void remove(String path, String type) throws IOException;

    /**
     * The rights given at a node, at most one sheet for an account; empty if there are none.
     *
     * @throws StoreException of reason {@code BAD_CONTENT} if they cannot be understood: the caller then grants nothing
     */
    List<AclSheet> readAcl(String path) throws IOException;

    /** Replaces the rights given at a node. An empty list removes them. */
    void writeAcl(String path, List<AclSheet> sheets) throws IOException;

    /**
     * Asks whether there is room for new content of this size. A store without a bound has room for everything.
     *
     * @param bytes of all content that is under way to the store
     * @throws StoreException of reason {@code FULL} if there is not
     */
    default void checkRoom(long bytes) throws IOException {}

    /** Writes the content of a document. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
