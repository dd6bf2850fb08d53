// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.host.session.OpenSession;
import org.infinoted.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An empty document that its maker will be subscribed to: a draft until the maker acknowledges. */
final class NewDocumentOffer implements Offer {
    private static final Logger LOG = LoggerFactory.getLogger(NewDocumentOffer.class);

    private final NodeCreator drafts;
    private final ProposedDocument proposal;

    NewDocumentOffer(NodeCreator drafts, ProposedDocument proposal) {
        this.drafts = drafts;
        this.proposal = proposal;
    }

    @Override
    public CompletionStage<Void> acknowledged() {
        DocumentNode draft = proposal.draft();
        Client client = proposal.client().client();
        String group = draft.session().group();
        if (!proposal.folder().isPresent()) {
            SubscriptionEnd.close(client, group);
            return DirectoryLoop.done();
        }
        if (!proposal.isPermitted()) {
            proposal.client().send(DirectoryMessages.removeNode(draft.id(), SequenceNumber.NONE));
            SubscriptionEnd.close(client, group);
            return drafts.discard(draft);
        }
        drafts.publish(draft, SequenceNumber.NONE, proposal.client());
        OpenSession session;
        try {
            session = draft.session()
                    .start(proposal.type(), proposal.type().type().create());
        } catch (ProtocolException | RuntimeException | LinkageError e) {
            LOG.warn("{} was made, but could not be opened: {}", draft.path(), e.toString());
            SubscriptionEnd.close(client, group);
            return DirectoryLoop.done();
        }
        return session.subscribe(client, false);
    }

    @Override
    public CompletionStage<Void> withdrawn() {
        return drafts.discard(proposal.draft());
    }
}
