// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.protocol.ProtocolException;

/** {@code query-acl}: sends the client all rights given at a node. From then on it sees those of all accounts there. */
final class QueryAcl implements RequestHandler {
    private final Tree tree;

    QueryAcl(Tree tree) {
        this.tree = tree;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        TreeNode node = tree.named(request.message(), "id");
        request.require(node, Permission.QUERY_ACL);
        if (request.from().hasQueriedAcl(node)) {
            throw Failures.aclAlreadyQueried();
        }
        request.seq().check();
        request.from().queryAcl(node, tree);
        request.reply(DirectoryMessages.setAcl(node, request.from().visible(node), request.seq()));
        return DirectoryLoop.done();
    }
}
