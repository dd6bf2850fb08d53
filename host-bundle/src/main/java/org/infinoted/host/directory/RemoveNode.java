// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Charge;
import org.infinoted.protocol.ProtocolException;

/** {@code remove-node}: removes a document, or a folder with everything in it. */
final class RemoveNode implements RequestHandler {
    private final Tree tree;
    private final NodeRemover remover;

    RemoveNode(Tree tree, NodeRemover remover) {
        this.tree = tree;
        this.remover = remover;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.from().client().charge(Charge.NODE);
        TreeNode node = tree.named(request.message(), "id");
        FolderNode parent = node.parent();
        if (parent == null) {
            throw Failures.rootRemoval();
        }
        request.require(parent, Permission.REMOVE_NODE);
        request.seq().check();
        return remover.remove(node, request.seq());
    }
}
