// SPDX-License-Identifier: Apache-2.0
package org.infinoted.directory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The tree of folders and documents, with the rights of the server itself: everything is allowed.
 *
 * <p>All methods may be called from any thread and return at once. The stages complete on a thread of the server, which must not
 * be kept: give long work to {@link org.infinoted.plugin.PluginContext#execute}. They fail with a {@link DirectoryException}:
 * if a node is gone, or is a document where a folder is needed, if the store fails, or if the server is stopping.
 */
@ProviderType
public interface Directory {
    /**
     * Looks up a path such as {@code /notes/todo}, which starts with a slash; reads folders from the store as needed. Empty if
     * there is no such node.
     */
    CompletionStage<Optional<Node>> find(String path);

    /** The folders and documents directly in a folder, in no particular order. */
    CompletionStage<List<Node>> children(Node folder);

    /**
     * Makes a folder. Clients that have explored the parent see it appear. Fails also if there is a node of this name, or if no
     * node can have it.
     */
    CompletionStage<Node> addFolder(Node parent, String name);

    /**
     * Makes an empty document. Clients that have explored the parent see it appear. Fails also if there is a node of this name,
     * or if no node can have it, and if no plugin contributes the note type.
     */
    CompletionStage<Node> addDocument(Node parent, String name, String type);

    /**
     * Removes a document, or a folder with everything in it; the root cannot be removed. Open sessions below it end; nothing of
     * them is saved.
     */
    CompletionStage<Void> remove(Node node);
}
