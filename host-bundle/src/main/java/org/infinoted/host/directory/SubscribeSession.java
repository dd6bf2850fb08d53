// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Charge;
import org.infinoted.host.session.OpenSession;
import org.infinoted.protocol.ProtocolException;

/** {@code subscribe-session}: opens a document and offers a subscription to it. */
final class SubscribeSession implements RequestHandler {
    private final DirectoryLoop loop;
    private final Tree tree;
    private final DocumentSessions sessions;

    SubscribeSession(DirectoryLoop loop, Tree tree, DocumentSessions sessions) {
        this.loop = loop;
        this.tree = tree;
        this.sessions = sessions;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.from().client().charge(Charge.JOIN);
        DocumentNode document = tree.documentNamed(request.message(), "id");
        Optional<OpenSession> open = document.session().ifOpen();
        if (open.isEmpty()) {
            sessions.requireType(document.type()); // one that is open may be waiting for it
        }
        request.require(document, Permission.SUBSCRIBE_SESSION);
        if (request.from().offers().has(document.id())) {
            throw Failures.alreadySubscribed();
        }
        if (open.isEmpty()) {
            return offer(request, document);
        }
        return loop.then(open.get().isSubscribed(request.from().client()), subscribed -> {
            if (subscribed) {
                throw Failures.alreadySubscribed();
            }
            return offer(request, document);
        });
    }

    private CompletionStage<Void> offer(Request request, DocumentNode document) throws ProtocolException {
        ClientState client = request.from();
        request.seq().check();
        client.checkPending();
        var offer = new SubscriptionOffer(loop, client, document);
        return loop.whenDone(document.session().open(), (session, failure) -> {
            if (failure == null && document.isPresent()) {
                client.offers().add(document.id(), offer);
                request.reply(DirectoryMessages.subscribeSession(
                        document, document.session().group(), request.seq()));
                return DirectoryLoop.done();
            }
            offer.withdrawn();
            return DirectoryLoop.failed(failure == null ? Failures.noSuchNode() : failure);
        });
    }
}
