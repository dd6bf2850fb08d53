// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.infinoted.host.loop.Loop;
import org.infinoted.note.Note;
import org.infinoted.session.SessionEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the content of one session, one write after the other, so that older content never replaces newer content. Belongs to
 * the session's home loop; stages complete there.
 */
final class SaveQueue {
    private static final Logger LOG = LoggerFactory.getLogger(SaveQueue.class);

    private final SessionDocument document;
    private final Note note;
    private final Loop home;
    private final Consumer<SessionEvent> events;
    private CompletableFuture<Void> settled = CompletableFuture.completedFuture(null);

    SaveQueue(SessionDocument document, Note note, Loop home, Consumer<SessionEvent> events) {
        this.document = document;
        this.note = note;
        this.home = home;
        this.events = events;
    }

    /** Whether there is something to write; true if the note fails to tell. */
    boolean modified() {
        try {
            return note.modified();
        } catch (RuntimeException | Error e) {
            home.report(e);
            LOG.error(
                    "The document of {} cannot tell whether it was modified, and is taken to be", document.group(), e);
            return true;
        }
    }

    CompletionStage<Void> writeIfModified() {
        return modified() ? write() : CompletableFuture.completedFuture(null);
    }

    /** Writes what the content is when the writes before have ended. */
    CompletionStage<Void> write() {
        CompletableFuture<Void> outcome = settled.thenCompose(before -> start());
        settled = outcome.handle((done, failure) -> null);
        return outcome;
    }

    /** Completes, and never fails, when all writes that were asked for have ended. */
    CompletionStage<Void> settled() {
        return settled;
    }

    private CompletionStage<Void> start() {
        Note.Snapshot snapshot;
        CompletionStage<Void> written;
        try {
            snapshot = note.snapshot();
            written = document.saver().save(snapshot);
        } catch (RuntimeException | Error e) {
            home.report(e);
            LOG.error("The document of {} could not be written", document.group(), e);
            return CompletableFuture.failedFuture(e);
        }
        return written.whenCompleteAsync(
                (done, failure) -> {
                    if (failure == null) {
                        note.saved(snapshot);
                        events.accept(new SessionEvent.Saved());
                    } else if (failure instanceof IOException) { // such as a full disk, again and again
                        LOG.warn("The document of {} could not be written: {}", document.group(), failure.toString());
                    } else {
                        LOG.error("The document of {} could not be written", document.group(), failure);
                    }
                },
                home::run);
    }
}
