// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.session.OpenSession;
import org.infinoted.protocol.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The offer of a subscription to a document. Its session is not closed for being idle while the offer is pending. */
final class SubscriptionOffer implements Offer {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionOffer.class);

    private final DirectoryLoop loop;
    private final ClientState client;
    private final DocumentNode document;

    SubscriptionOffer(DirectoryLoop loop, ClientState client, DocumentNode document) {
        this.loop = loop;
        this.client = client;
        this.document = document;
        document.session().hold();
    }

    @Override
    public CompletionStage<Void> acknowledged() {
        return loop.then(session(), this::subscribe, this::gone);
    }

    private CompletionStage<Void> subscribe(OpenSession session) {
        // between opening and now anything may have ended it
        if (!document.session().isOpen(session)) {
            return gone(null);
        }
        return loop.then(session.subscribe(client.client()), subscribed -> withdrawn(), this::gone);
    }

    @Override
    public CompletionStage<Void> withdrawn() {
        document.session().release();
        return DirectoryLoop.done();
    }

    private CompletionStage<OpenSession> session() {
        try {
            document.checkPresent();
            Permissions.require(client.client(), document, Permission.SUBSCRIBE_SESSION);
            return document.session().open();
        } catch (ProtocolException e) {
            return DirectoryLoop.failed(e);
        }
    }

    private CompletionStage<Void> gone(@Nullable Throwable failure) {
        if (failure != null) {
            Failures.log(LOG, () -> document.path() + " could not be opened again", failure);
        }
        SubscriptionEnd.synchronizeAndClose(client.client(), document.session().group());
        return withdrawn();
    }
}
