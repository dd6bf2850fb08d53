// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.UploadLimits;

/** The uploads under way, acknowledged and not complete, and the parts of the directory that they need. */
final class Uploads {
    private final DirectoryLoop loop;
    private final NodeCreator creator;
    private final DocumentSessions sessions;
    private final DirectoryStorage storage;
    private final UploadLimits limits;
    private final Set<DocumentUpload> running = new LinkedHashSet<>();

    Uploads(
            DirectoryLoop loop,
            NodeCreator creator,
            DocumentSessions sessions,
            DirectoryStorage storage,
            UploadLimits limits) {
        this.loop = loop;
        this.creator = creator;
        this.sessions = sessions;
        this.storage = storage;
        this.limits = limits;
    }

    DirectoryLoop loop() {
        return loop;
    }

    NodeCreator creator() {
        return creator;
    }

    DocumentSessions sessions() {
        return sessions;
    }

    /** The limits of each upload. */
    UploadLimits limits() {
        return limits;
    }

    /** An upload has grown: it ends if the store has no room for all that is under way. */
    void checkRoom(DocumentUpload grown) {
        long underWay = running.stream().mapToLong(DocumentUpload::bytes).sum();
        loop.whenDone(storage.checkRoom(underWay), (room, failure) -> {
            if (failure != null && running.contains(grown)) {
                return grown.cancel(String.valueOf(Failures.told(failure).getMessage()));
            }
            return DirectoryLoop.done();
        });
    }

    void began(DocumentUpload upload) {
        running.add(upload);
    }

    void ended(DocumentUpload upload) {
        running.remove(upload);
    }

    /** Ends those whose folder has gone from the tree. */
    void cancelOrphans() {
        cancel(upload -> !upload.proposed().folder().isPresent());
    }

    /** Ends those whose content is by this provider, which has gone. */
    CompletionStage<Void> cancelAllOf(NoteTypes.Named provider) {
        return cancel(upload -> upload.proposed().type().equals(provider));
    }

    /** Ends all. The stage completes when nothing is left of them. */
    CompletionStage<Void> cancelAll() {
        return cancel(upload -> true);
    }

    private CompletionStage<Void> cancel(Predicate<DocumentUpload> which) {
        List<DocumentUpload> cancelled = running.stream().filter(which).toList();
        return loop.forEach(cancelled, upload -> upload.cancel(DocumentUpload.NOT_WANTED));
    }
}
