// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Set;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Client;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.infinoted.store.AclSheet;

/** Checks what clients may do. May be called from any thread. */
final class Permissions {
    private Permissions() {}

    /** The account that a client is logged in to. */
    static String accountOf(Client client) {
        return AclSheet.DEFAULT_ACCOUNT; // there are no others yet
    }

    static boolean allows(Client client, TreeNode node, Set<Permission> permissions) {
        return node.allowsAll(accountOf(client), permissions);
    }

    /** Refuses a request that needs a permission which the client does not have at this node. */
    static void require(Client client, TreeNode node, Permission permission) throws ProtocolException {
        require(client, node, Set.of(permission));
    }

    /** Refuses a request that needs permissions not all of which the client has at this node. */
    static void require(Client client, TreeNode node, Set<Permission> permissions) throws ProtocolException {
        if (!allows(client, node, permissions)) {
            throw new ProtocolException(RequestError.NOT_AUTHORIZED, "You may not do this at \"" + node.path() + "\"");
        }
    }
}
