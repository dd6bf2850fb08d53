// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.host.access.Permission;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/**
 * A message of a client.
 *
 * @param from whose it is
 * @param seq its number
 */
record Request(ClientState from, Element message, SequenceNumber seq) {
    static Request of(ClientState from, Element message) {
        return new Request(from, message, SequenceNumber.of(from, message));
    }

    /** Refuses the request if the client does not have this permission at this node. */
    void require(TreeNode node, Permission permission) throws ProtocolException {
        Permissions.require(from.client(), node, permission);
    }

    /** Sends something to the client. */
    void reply(Element answer) {
        from.send(answer);
    }
}
