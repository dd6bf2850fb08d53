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
 * be kept: give long work to {@link org.infinoted.plugin.PluginContext#execute}. They fail with a {@link DirectoryException}.
 */
@ProviderType
public interface Directory {
    /** Looks up a path such as {@code /notes/todo}; reads folders from the store as needed. */
    CompletionStage<Optional<Node>> find(String path);

    /** The folders and documents directly in a folder, in no particular order. */
    CompletionStage<List<Node>> children(Node folder);

    /** Makes a folder. Clients that watch the parent see it appear. */
    CompletionStage<Node> addFolder(Node parent, String name);

    /** Makes an empty document of a note type that the server has. Clients that watch the parent see it appear. */
    CompletionStage<Node> addDocument(Node parent, String name, String type);

    /** Removes a document, or a folder with everything in it. Open sessions below it end; nothing of them is saved. */
    CompletionStage<Void> remove(Node node);
}
