// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Charge;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/** {@code explore-node}: sends the client the content of a folder, and from then on its changes. */
final class ExploreNode implements RequestHandler {
    private final DirectoryLoop loop;
    private final Tree tree;

    ExploreNode(DirectoryLoop loop, Tree tree) {
        this.loop = loop;
        this.tree = tree;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.from().client().charge(Charge.JOIN);
        FolderNode folder = tree.folderNamed(request.message(), "id");
        request.require(folder, Permission.EXPLORE_NODE);
        return loop.then(tree.read(folder), read -> {
            folder.checkPresent();
            ClientState client = request.from();
            if (client.hasExplored(folder)) {
                throw Failures.alreadyExplored();
            }
            client.checkExplored();
            request.seq().check();
            Collection<TreeNode> children = folder.children();
            List<Element> answer = new ArrayList<>(children.size() + 2);
            answer.add(DirectoryMessages.exploreBegin(children.size(), request.seq()));
            for (TreeNode child : children) {
                answer.add(DirectoryMessages.addNode(child, client.visible(child), request.seq()));
            }
            answer.add(DirectoryMessages.exploreEnd(request.seq()));
            client.send(answer);
            client.explore(folder);
            return DirectoryLoop.done();
        });
    }
}
