// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Client;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.session.SessionDocument;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of one document, from closed through opening and open to closing and closed again. There is one at most: who asks
 * while it opens gets the same, who asks while it closes waits for the outcome.
 */
final class DocumentSession implements OpenSession.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentSession.class);

    private final DocumentNode document;
    private final DocumentSessions context;
    // at most one of these three is not null
    private CompletionStage<OpenSession> opening;
    private OpenSession open;
    private CompletionStage<Void> closing;

    private final ProviderBinding provision;
    private int holds;

    DocumentSession(DocumentNode document, DocumentSessions context) {
        this.document = document;
        this.context = context;
        this.provision = context.provision(() -> close(true));
    }

    /** The name of its group. */
    String group() {
        return SessionDocument.groupOf(document.id());
    }

    /** What its session is opened on, with content by this provider. */
    SessionDocument document(NoteTypes.Named provider) {
        return SessionDocument.of(document.value(), provider, this::save);
    }

    /** The session, read from the store if it is not open. */
    CompletionStage<OpenSession> open() throws ProtocolException {
        if (closing != null) {
            return context.home().then(closing, closed -> open());
        }
        if (open != null) {
            return DirectoryLoop.done(open);
        }
        if (opening == null) {
            NoteTypes.Named wanted = context.requireType(document.type());
            document.checkPresent();
            opening = context.home().whenDone(context.storage().read(document, wanted), (note, failure) -> {
                opening = null;
                if (failure != null) {
                    return document.failed(context.home(), failure);
                }
                document.checkPresent();
                return DirectoryLoop.done(start(wanted, note));
            });
        }
        return opening;
    }

    /** Opens the session on this content. There must be none. */
    OpenSession start(NoteTypes.Named provider, Note note) throws ProtocolException {
        context.checkOpening(provider);
        adopt(context.opener().open(document(provider), note, this), provider);
        return open;
    }

    /** Takes a session that an upload has made. There must be none. */
    void adopt(OpenSession session, NoteTypes.Named provider) {
        open = session;
        provision.begin(session, provider);
        context.opened(this);
    }

    /** Whether this is the session at this moment, open for subscribers. */
    boolean isOpen(OpenSession session) {
        return open == session;
    }

    /** The session, if it is open. */
    Optional<OpenSession> ifOpen() {
        return Optional.ofNullable(open);
    }

    /** Whether there is a session, closing perhaps, whose content is by this provider. */
    boolean isOf(NoteTypes.Named provider) {
        return provision.isBy(provider);
    }

    /**
     * The provider of the content goes: the session waits for another one, without its subscribers' noticing.
     *
     * @return completes, without failure, when nothing of the provider is in use any more
     */
    CompletionStage<Void> suspend() {
        if (closing != null) {
            return context.home()
                    .whenDone(closing, (closed, failure) -> open == null ? DirectoryLoop.done() : suspend());
        }
        return provision.suspend();
    }

    /** There is a provider of this note type. */
    void arrived(NoteTypes.Named provider) {
        provision.arrived(provider);
    }

    /** Keeps the session from being closed for being idle, until as many calls of {@link #release}. */
    void hold() {
        holds++;
    }

    void release() {
        holds--;
    }

    /**
     * Ends the session if there is one. One that is being opened is not waited for: opening fails when it finds the reason why it
     * was to be closed.
     *
     * @return completes, without failure, when the session has ended
     */
    CompletionStage<Void> close(boolean save) {
        if (closing != null) {
            return context.home().then(closing, closed -> close(save));
        }
        if (open == null) {
            return DirectoryLoop.done();
        }
        OpenSession ending = open;
        open = null;
        closing = context.home().whenDone(ending.close(save), (closed, failure) -> {
            if (failure != null) {
                LOG.error(
                        "{} could not be saved before it was closed: {}", document.path(), failure.toString(), failure);
            }
            ended();
            return DirectoryLoop.done();
        });
        return closing;
    }

    /**
     * Saves the session and ends it, if there is one and it is this.
     *
     * @return fails if it was not saved; then it goes on
     */
    CompletionStage<Void> closeSaved(OpenSession session) {
        if (closing != null) {
            return context.home().then(closing, closed -> closeSaved(session));
        }
        if (open != session) {
            return DirectoryLoop.done();
        }
        if (provision.isSuspended()) {
            return DirectoryLoop.failed(new IllegalStateException("The note type of " + document.path()
                    + " is being replaced. Close the document when it is there again."));
        }
        open = null;
        CompletionStage<Void> saved = session.closeSaved();
        closing = context.home().whenDone(saved, (closed, failure) -> {
            if (failure == null) {
                ended();
            } else {
                closing = null;
                open = session;
            }
            return DirectoryLoop.done();
        });
        return context.home().then(closing, closed -> saved);
    }

    /** On the session's loop. */
    @Override
    public void idle(OpenSession session) {
        context.home().execute(() -> {
            if (isOpen(session) && !provision.isSuspended()) {
                if (holds > 0) {
                    session.keep();
                } else {
                    closeIfIdle();
                }
            }
        });
    }

    /** On the session's loop. */
    @Override
    public boolean mayJoin(Client client) {
        return Permissions.allows(client, document, Set.of(Permission.JOIN_USER));
    }

    /** Writes the document. On the session's loop. */
    private CompletionStage<Void> save(Note.Snapshot snapshot) {
        return context.home().then(DirectoryLoop.done(), now -> write(snapshot));
    }

    private void closeIfIdle() {
        OpenSession idle = open;
        open = null;
        closing = context.home().whenDone(idle.closeIfIdle(), (closed, failure) -> {
            if (failure == null && closed) {
                ended();
            } else {
                closing = null;
                open = idle;
                idle.keep();
            }
            return DirectoryLoop.done();
        });
    }

    private void ended() {
        closing = null;
        provision.end();
        context.closed(this);
    }

    /** Writes, unless the document is being removed: then it waits, so that it does not write what is not to be there. */
    private CompletionStage<Void> write(Note.Snapshot snapshot) {
        if (!document.isPresent()) {
            return DirectoryLoop.failed(new IOException(document.path() + " has been removed"));
        }
        CompletionStage<Void> removal = document.removalUnderWay();
        if (removal != null) {
            return context.home().whenDone(removal, (removed, failure) -> write(snapshot));
        }
        return context.storage().write(document, snapshot);
    }
}
