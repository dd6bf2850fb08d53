// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.stream.Frame;
import org.infinoted.protocol.ProtocolException;

/**
 * Removes nodes, for clients and plugins: first from the store, then from the tree. Then the clients that have explored the folder
 * are told.
 */
final class NodeRemover {
    private final DirectoryLoop loop;
    private final DirectoryStorage storage;
    private final Tree tree;
    private final Uploads uploads;
    private final TreeEvents events;
    private final Explorations explorations;

    NodeRemover(
            DirectoryLoop loop,
            DirectoryStorage storage,
            Tree tree,
            Uploads uploads,
            TreeEvents events,
            Explorations explorations) {
        this.loop = loop;
        this.storage = storage;
        this.tree = tree;
        this.uploads = uploads;
        this.events = events;
        this.explorations = explorations;
    }

    /** Removes a node with everything below it. Sessions there end, and nothing of them is saved. */
    CompletionStage<Void> remove(TreeNode node, SequenceNumber seq) throws ProtocolException {
        node.checkPresent();
        if (node.parent() == null) {
            throw Failures.rootRemoval();
        }
        CompletionStage<Void> underWay = node.removalUnderWay();
        if (underWay != null) {
            return loop.whenDone(underWay, (removed, failure) -> remove(node, seq));
        }
        CompletionStage<Void> removal = storage.remove(node);
        node.removal(removal);
        return loop.whenDone(removal, (removed, failure) -> {
            if (failure != null) {
                node.removal(null);
                return DirectoryLoop.failed(failure);
            }
            List<TreeNode> gone = tree.detach(node);
            return loop.then(closeSessions(gone), closed -> {
                tell(node, gone, seq);
                return DirectoryLoop.done();
            });
        });
    }

    private CompletionStage<Void> closeSessions(List<TreeNode> nodes) {
        return loop.forEach(
                nodes,
                node -> node instanceof DocumentNode document
                        ? document.session().close(false)
                        : DirectoryLoop.done());
    }

    /** Clients that have explored the folder are told of the top only: everything below goes with it. */
    private void tell(TreeNode node, List<TreeNode> gone, SequenceNumber seq) {
        FolderNode parent = node.folder();
        explorations.removed(node, seq);
        parent.remove(node);
        Map<Integer, Frame> message = new HashMap<>(); // one, made for the first explorer
        for (ClientState explorer : List.copyOf(parent.explorers())) {
            explorer.tell(
                    () -> message.computeIfAbsent(
                            node.id(), id -> explorer.encode(DirectoryMessages.removeNode(id, seq))),
                    seq);
        }
        message.values().forEach(Frame::release);
        for (TreeNode each : gone) {
            if (each instanceof FolderNode folder) {
                List.copyOf(folder.explorers()).forEach(explorer -> explorer.forget(folder));
            }
        }
        uploads.cancelOrphans();
        events.removed(node.value());
    }
}
