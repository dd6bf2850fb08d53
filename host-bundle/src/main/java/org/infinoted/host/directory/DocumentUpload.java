// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.session.Upload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upload of a new document, which is a draft until all of its content has arrived. The upload is offered to the client, and
 * begins when the client acknowledges.
 */
final class DocumentUpload implements Offer, Upload.Owner {
    static final String NOT_WANTED = "The document is not wanted any more";
    private static final Logger LOG = LoggerFactory.getLogger(DocumentUpload.class);

    private final Uploads uploads;
    private final ProposedDocument proposed;
    private final Upload upload;
    private long bytes;
    private boolean over;

    /** @param subscribe whether the client is subscribed to the document when it is complete */
    DocumentUpload(Uploads uploads, ProposedDocument proposed, boolean subscribe) {
        this.uploads = uploads;
        this.proposed = proposed;
        DocumentNode draft = proposed.draft();
        this.upload = uploads.sessions()
                .opener()
                .upload(
                        draft.session().document(proposed.type()),
                        proposed.client().client(),
                        subscribe,
                        uploads.limits(),
                        this);
    }

    /** The name of the group in which it happens. */
    String group() {
        return upload.group();
    }

    ProposedDocument proposed() {
        return proposed;
    }

    /** How much has come so far, roughly. */
    long bytes() {
        return bytes;
    }

    @Override
    public CompletionStage<Void> acknowledged() {
        uploads.began(this);
        proposed.client().uploadBegan();
        upload.begin();
        boolean wanted = proposed.folder().isPresent()
                && uploads.sessions().isCurrent(proposed.type())
                && proposed.isPermitted();
        return wanted ? DirectoryLoop.done() : cancel(NOT_WANTED);
    }

    @Override
    public CompletionStage<Void> withdrawn() {
        return uploads.creator().discard(proposed.draft());
    }

    /**
     * Ends the upload while it runs: the client is told. The stage completes when nothing is left of it.
     *
     * @param reason for the client
     */
    CompletionStage<Void> cancel(String reason) {
        upload.cancel(reason);
        end();
        return uploads.creator().discard(proposed.draft());
    }

    /** On the upload's loop. */
    @Override
    public void grown(long received) {
        uploads.loop().execute(() -> {
            if (!over) {
                bytes = received;
                uploads.checkRoom(this);
            }
        });
    }

    /** On the upload's loop. */
    @Override
    public void failed() {
        uploads.loop().execute(() -> {
            if (!over) {
                end();
                uploads.creator().discard(proposed.draft());
            }
        });
    }

    /** On the upload's loop. */
    @Override
    public void completed(OpenSession session) {
        uploads.loop().execute(() -> {
            boolean wanted = !over && proposed.folder().isPresent();
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
        proposed.draft().session().idle(session);
    }

    /** On the session's loop. */
    @Override
    public boolean mayJoin(Client joining) {
        return proposed.draft().session().mayJoin(joining);
    }

    private void publish(OpenSession session) {
        DocumentNode document = proposed.draft();
        document.session().adopt(session, proposed.type());
        uploads.creator().publish(document, SequenceNumber.none(), proposed.client());
        if (uploads.sessions().isCurrent(proposed.type())) {
            session.save().whenComplete((saved, failure) -> {
                if (failure != null) {
                    Failures.log(LOG, () -> document.path() + " was uploaded, but could not be saved yet", failure);
                }
            });
        } else {
            document.session().suspendIfOf(proposed.type());
        }
    }

    private void end() {
        over = true;
        uploads.ended(this);
        proposed.client().uploadEnded();
    }
}
