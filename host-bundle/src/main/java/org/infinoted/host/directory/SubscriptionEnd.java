// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.host.group.Client;
import org.infinoted.xml.Element;

/**
 * Ends a subscription that never began: the client has acknowledged the offer, but the document or its note type has gone in
 * between.
 */
final class SubscriptionEnd {
    private SubscriptionEnd() {}

    /** For a client that expects no synchronisation. */
    static void close(Client client, String group) {
        client.send(group, Element.empty("session-close"));
    }

    /** For a client that expects to be sent the content: it gets none. */
    static void synchronizeAndClose(Client client, String group) {
        client.send(
                group, Element.named("sync-begin").attribute("num-messages", 0).build());
        client.send(group, Element.empty("sync-end"));
        close(client, group);
    }
}
