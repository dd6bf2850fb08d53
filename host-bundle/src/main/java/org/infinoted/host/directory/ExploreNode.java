// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Charge;
import org.infinoted.protocol.ProtocolException;

/** {@code explore-node}: sends the client the content of a folder, and from then on its changes. */
final class ExploreNode implements RequestHandler {
    private final DirectoryLoop loop;
    private final Tree tree;
    private final Explorations explorations;

    ExploreNode(DirectoryLoop loop, Tree tree, Explorations explorations) {
        this.loop = loop;
        this.tree = tree;
        this.explorations = explorations;
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
            return explorations.begin(request, folder);
        });
    }
}
