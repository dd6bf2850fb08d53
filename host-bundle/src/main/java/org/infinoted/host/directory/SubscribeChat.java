// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Charge;
import org.infinoted.host.session.OpenSession;
import org.infinoted.protocol.ProtocolException;

/** {@code subscribe-chat}: offers a subscription to the chat of the server. */
final class SubscribeChat implements RequestHandler {
    private final DirectoryLoop loop;
    private final Tree tree;
    private final ServerChat chat;

    SubscribeChat(DirectoryLoop loop, Tree tree, ServerChat chat) {
        this.loop = loop;
        this.tree = tree;
        this.chat = chat;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.from().client().charge(Charge.JOIN);
        request.require(tree.root(), Permission.SUBSCRIBE_CHAT);
        ClientState client = request.from();
        OpenSession session = chat.open();
        if (client.offers().has(PendingOffers.CHAT)) {
            throw Failures.alreadySubscribed();
        }
        return loop.then(session.isSubscribed(client.client()), subscribed -> {
            if (subscribed) {
                throw Failures.alreadySubscribed();
            }
            request.seq().check();
            client.checkPending();
            client.offers().add(PendingOffers.CHAT, new ChatOffer(tree, chat, client.client()));
            request.reply(DirectoryMessages.subscribeChat(ServerChat.GROUP, request.seq()));
            return DirectoryLoop.done();
        });
    }
}
