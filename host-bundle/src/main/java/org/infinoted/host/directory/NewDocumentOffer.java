// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The offer of a subscription to a new, empty document, which is a draft until the client acknowledges. */
final class NewDocumentOffer implements Offer {
    private static final Logger LOG = LoggerFactory.getLogger(NewDocumentOffer.class);

    private final NodeCreator creator;
    private final ProposedDocument proposed;

    NewDocumentOffer(NodeCreator creator, ProposedDocument proposed) {
        this.creator = creator;
        this.proposed = proposed;
    }

    @Override
    public CompletionStage<Void> acknowledged() {
        DocumentNode draft = proposed.draft();
        Client client = proposed.client().client();
        String group = draft.session().group();
        if (!proposed.folder().isPresent()) {
            SubscriptionEnd.close(client, group);
            return DirectoryLoop.done();
        }
        if (!proposed.isPermitted()) {
            proposed.client().send(DirectoryMessages.removeNode(draft.id(), SequenceNumber.none()));
            SubscriptionEnd.close(client, group);
            return creator.discard(draft);
        }
        creator.publish(draft, SequenceNumber.none(), proposed.client());
        try {
            return draft.session()
                    .create(proposed.type(), proposed.type().type().create(), client);
        } catch (ProtocolException | RuntimeException | Error e) {
            client.link().loop().report(e);
            LOG.warn("{} was made, but could not be opened: {}", draft.path(), e.toString());
            SubscriptionEnd.close(client, group);
            return DirectoryLoop.done();
        }
    }

    @Override
    public CompletionStage<Void> withdrawn() {
        return creator.discard(proposed.draft());
    }
}
