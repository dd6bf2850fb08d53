// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.protocol.ProtocolException;

/** The requests about accounts. All are refused, with the permission checked first. */
final class AccountRequest implements RequestHandler {
    private final Tree tree;
    private final Permission needed;

    /** @param needed what the request needs at the root */
    AccountRequest(Tree tree, Permission needed) {
        this.tree = tree;
        this.needed = needed;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.require(tree.root(), needed);
        throw Failures.unsupported("accounts");
    }
}
