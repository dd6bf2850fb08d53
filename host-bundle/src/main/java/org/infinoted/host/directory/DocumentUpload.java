// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.session.Upload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document that a client makes with content: a draft until all of the content has arrived. It is offered first, and runs when
 * the client has acknowledged.
 */
final class DocumentUpload implements Offer, Upload.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentUpload.class);

    private final Uploads context;
    private final ProposedDocument proposal;
    private final Upload upload;
    private boolean over;

    /** @param subscribe whether the client is subscribed to the document when it is complete */
    DocumentUpload(Uploads context, ProposedDocument proposal, boolean subscribe) {
        this.context = context;
        this.proposal = proposal;
        DocumentNode draft = proposal.draft();
        this.upload = context.sessions()
                .opener()
                .upload(
                        draft.session().document(proposal.type()),
                        proposal.client().client(),
                        subscribe,
                        this);
    }

    /** The name of the group in which it happens. */
    String group() {
        return upload.group();
    }

    ProposedDocument proposal() {
        return proposal;
    }

    @Override
    public CompletionStage<Void> acknowledged() {
        context.began(this);
        proposal.client().uploadBegan();
        upload.begin();
        boolean wanted = proposal.folder().isPresent()
                && context.sessions().isCurrent(proposal.type())
                && proposal.isPermitted();
        return wanted ? DirectoryLoop.done() : cancel();
    }

    @Override
    public CompletionStage<Void> withdrawn() {
        return context.drafts().discard(proposal.draft());
    }

    /** Ends the upload while it runs: the client is told. The stage completes when nothing is left of it. */
    CompletionStage<Void> cancel() {
        upload.cancel();
        end();
        return context.drafts().discard(proposal.draft());
    }

    /** On the upload's loop. */
    @Override
    public void failed() {
        context.home().execute(() -> {
            if (!over) {
                end();
                context.drafts().discard(proposal.draft());
            }
        });
    }

    /** On the upload's loop. */
    @Override
    public void completed(OpenSession session) {
        context.home().execute(() -> {
            boolean wanted = !over && proposal.folder().isPresent();
            if (!over) {
                end();
            }
            if (wanted) {
                publish(session);
            } else {
                session.close(false);
            }
        });
    }

    /** On the session's loop. */
    @Override
    public void idle(OpenSession session) {
        proposal.draft().session().idle(session);
    }

    /** On the session's loop. */
    @Override
    public boolean mayJoin(Client joining) {
        return proposal.draft().session().mayJoin(joining);
    }

    private void publish(OpenSession session) {
        DocumentNode document = proposal.draft();
        document.session().adopt(session, proposal.type());
        context.drafts().publish(document, SequenceNumber.NONE, proposal.client());
        if (context.sessions().isCurrent(proposal.type())) {
            session.save().whenComplete((saved, failure) -> {
                if (failure != null) {
                    LOG.error("{} was uploaded, but could not be saved yet", document.path(), failure);
                }
            });
        } else {
            document.session().suspend();
        }
    }

    private void end() {
        over = true;
        context.ended(this);
        proposal.client().uploadEnded();
    }
}
