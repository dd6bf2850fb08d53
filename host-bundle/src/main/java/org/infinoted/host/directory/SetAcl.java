// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.protocol.ProtocolException;

/** {@code set-acl}: always refused, with the permission checked first. */
final class SetAcl implements RequestHandler {
    private final Tree tree;

    SetAcl(Tree tree) {
        this.tree = tree;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.require(tree.named(request.message(), "id"), Permission.SET_ACL);
        throw Failures.unsupported("changes of rights by clients");
    }
}
