// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Client;
import org.infinoted.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The offer of a subscription to the server's chat. */
final class ChatOffer implements Offer {
    private static final Logger LOG = LoggerFactory.getLogger(ChatOffer.class);

    private final Tree tree;
    private final ServerChat chat;
    private final Client client;

    ChatOffer(Tree tree, ServerChat chat, Client client) {
        this.tree = tree;
        this.chat = chat;
        this.client = client;
    }

    @Override
    public CompletionStage<Void> acknowledged() {
        try {
            Permissions.require(client, tree.root(), Permission.SUBSCRIBE_CHAT);
            return chat.open().subscribe(client);
        } catch (ProtocolException e) {
            // not permitted any more, or the note type has gone
        } catch (RuntimeException | Error e) {
            client.link().loop().report(e);
            LOG.error("The chat of the server could not be opened again", e);
        }
        SubscriptionEnd.synchronizeAndClose(client, ServerChat.GROUP);
        return DirectoryLoop.done();
    }

    @Override
    public CompletionStage<Void> withdrawn() {
        return DirectoryLoop.done();
    }
}
