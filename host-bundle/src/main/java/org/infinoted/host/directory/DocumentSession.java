// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Client;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.session.SessionDocument;
import org.infinoted.host.session.SessionOpener;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The states and the ways between them:
 *
 *              open                  read
 *     Closed --------> Opening --------------> Open <-----------------------+
 *     ^ ^ |               |                    ^  |                         |
 *     | | +---------------|--start, adopt------+  | close, closeSaved, idle |
 *     | +----failed-------+                       v                         |
 *     +-------------------ended---------------- Closing --not closed--------+
 *
 * While the document is Opening everybody gets the same session; while it is Closing everybody waits for the outcome and asks
 * again. close does not wait for Opening: reading ends in a session only if the reason for the close does not stand in its way.
 * closeSaved leads back to Open when saving has failed; idle does as well when a client has subscribed meanwhile.
 *
 * Whether an open session is suspended, because its note type is being replaced, is the NoteTypeBinding's part.
 */

/** The session of one document: opens it when it is wanted, and closes it. There is one at most. */
final class DocumentSession implements OpenSession.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentSession.class);

    private final DocumentNode document;
    private final DocumentSessions sessions;
    private final NoteTypeBinding binding;
    private volatile State state = new Closed(); // changed on the loop, read by the last resort
    private int holds;

    private sealed interface State {}

    private record Closed() implements State {}

    /** @param opened the session when it is open; fails if it cannot be opened */
    private record Opening(CompletionStage<OpenSession> opened) implements State {}

    /** There is a session. */
    private sealed interface Attached extends State {
        OpenSession session();
    }

    private record Open(OpenSession session) implements Attached {}

    /** @param outcome completes, without failure, when the session has ended or is open again */
    private record Closing(OpenSession session, CompletionStage<Void> outcome) implements Attached {}

    DocumentSession(DocumentNode document, DocumentSessions sessions) {
        this.document = document;
        this.sessions = sessions;
        this.binding = sessions.bind(() -> close(true));
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
        if (state instanceof Closing closing) {
            return sessions.loop().then(closing.outcome, outcome -> open());
        }
        if (state instanceof Open open) {
            return DirectoryLoop.done(open.session);
        }
        if (state instanceof Opening opening) {
            return opening.opened;
        }
        NoteTypes.Named wanted = sessions.requireType(document.type());
        document.checkPresent();
        checkMemory();
        var opening = new Opening(sessions.loop()
                .then(
                        sessions.storage().read(document, wanted),
                        note -> {
                            state = new Closed();
                            document.checkPresent();
                            return DirectoryLoop.done(start(wanted, note));
                        },
                        failure -> {
                            state = new Closed();
                            return document.failed(sessions.loop(), failure);
                        }));
        state = opening;
        return opening.opened;
    }

    /**
     * Opens the session on this content, which is empty, for the client that has created the document. There must be none.
     *
     * @return completes as {@link OpenSession#subscribe} does
     */
    CompletionStage<Void> create(NoteTypes.Named provider, Note note, Client creator) throws ProtocolException {
        sessions.checkOpening(provider);
        SessionOpener.CreatedSession created = sessions.opener().create(document(provider), note, this, creator);
        adopt(created.session(), provider);
        return created.entered();
    }

    private void checkMemory() throws ProtocolException {
        if (sessions.opener().isMemoryShort()) {
            throw new ProtocolException(
                    RequestError.FAILED, "The server is short of memory at present; open the document later");
        }
    }

    /** Opens the session on this content. There must be none. */
    private OpenSession start(NoteTypes.Named provider, Note note) throws ProtocolException {
        sessions.checkOpening(provider);
        OpenSession session = sessions.opener().open(document(provider), note, this);
        adopt(session, provider);
        return session;
    }

    /** Takes a session that an upload has made. There must be none. */
    void adopt(OpenSession session, NoteTypes.Named provider) {
        if (!(state instanceof Closed)) {
            throw new IllegalStateException(document.path() + " has a session already");
        }
        state = new Open(session);
        binding.begin(session, provider);
        sessions.opened(this);
    }

    /** Whether this is the session at this moment, open for subscribers. */
    boolean isOpen(OpenSession session) {
        return state instanceof Open open && open.session == session;
    }

    /** The session, if it is open. */
    Optional<OpenSession> ifOpen() {
        return state instanceof Open open ? Optional.of(open.session) : Optional.empty();
    }

    /**
     * The provider goes: if the content is by it, the session waits for another one, and its subscribers notice nothing.
     *
     * @return completes, without failure, when nothing of the provider is in use any more
     */
    CompletionStage<Void> suspendIfOf(NoteTypes.Named provider) {
        if (state instanceof Closing closing) {
            return sessions.loop().then(closing.outcome, outcome -> suspendIfOf(provider));
        }
        return binding.isBy(provider) ? binding.suspend() : DirectoryLoop.done();
    }

    /** There is a provider of this note type. */
    void arrived(NoteTypes.Named provider) {
        binding.arrived(provider);
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
        if (state instanceof Closing closing) {
            return sessions.loop().then(closing.outcome, outcome -> close(save));
        }
        if (!(state instanceof Open open)) {
            return DirectoryLoop.done();
        }
        return closing(open, open.session.close(save), (closed, failure) -> {
            if (failure != null) {
                sessions.lost(document.path(), unsaved());
                logUnsaved(failure);
            }
            return true;
        });
    }

    private void logUnsaved(Throwable failure) {
        String what = document.path() + " could not be saved before it was closed";
        if (failure instanceof IOException) {
            LOG.error("{}: {}", what, failure.toString());
        } else {
            LOG.error(what, failure);
        }
    }

    /**
     * Saves the session and ends it, if there is one and it is this.
     *
     * @return fails if it was not saved; then it goes on
     */
    CompletionStage<Void> closeSaved(OpenSession session) {
        if (state instanceof Closing closing) {
            return sessions.loop().then(closing.outcome, outcome -> closeSaved(session));
        }
        if (!(state instanceof Open open && open.session == session)) {
            return DirectoryLoop.done();
        }
        if (binding.isSuspended()) {
            return DirectoryLoop.failed(new IllegalStateException("The note type of " + document.path()
                    + " is being replaced. Close the document when it is there again."));
        }
        CompletionStage<Void> saved = session.closeSaved();
        return sessions.loop().then(closing(open, saved, (closed, failure) -> failure == null), outcome -> saved);
    }

    /** On the session's loop. */
    @Override
    public void idle(OpenSession session) {
        sessions.loop().execute(() -> {
            if (state instanceof Open open && open.session == session && !binding.isSuspended()) {
                if (holds > 0) {
                    session.keep();
                } else {
                    closeIfIdle(open);
                }
            }
        });
    }

    private void closeIfIdle(Open idle) {
        closing(idle, idle.session.closeIfIdle(), (closed, failure) -> {
            boolean ended = failure == null && closed;
            if (!ended) {
                idle.session.keep();
            }
            return ended;
        });
    }

    /**
     * Waits for the outcome of an attempt to close the session.
     *
     * @param ended decides from the attempt's result or failure whether the session has ended or is open again
     */
    private <T> CompletionStage<Void> closing(Open open, CompletionStage<T> attempt, BiPredicate<T, Throwable> ended) {
        var closing = new Closing(open.session, sessions.loop().whenDone(attempt, (result, failure) -> {
            if (ended.test(result, failure)) {
                state = new Closed();
                binding.end();
                sessions.closed(this);
            } else {
                state = open;
            }
            return DirectoryLoop.done();
        }));
        state = closing;
        return closing.outcome;
    }

    /** Saves the session, if it is open and has changed. */
    CompletionStage<Void> save() {
        return state instanceof Open open ? open.session.saveIfModified() : DirectoryLoop.done();
    }

    /** What the session has not saved. If it cannot tell, it is lost. Any thread: for when the loops do not answer. */
    Optional<UnsavedDocument> unsaved() {
        if (!(state instanceof Attached attached) || !document.isPresent()) {
            return Optional.empty();
        }
        try {
            return attached.session()
                    .unsaved()
                    .map(content -> new UnsavedDocument(document.path(), document.type(), content));
        } catch (RuntimeException | Error e) {
            sessions.loop().report(e);
            sessions.lost(document.path(), Optional.empty());
            LOG.error("{} could not say what is to be saved", document.path(), e);
            return Optional.empty();
        }
    }

    /** On the session's loop. */
    @Override
    public boolean mayJoin(Client client) {
        return Permissions.allows(client, document, Set.of(Permission.JOIN_USER));
    }

    /** Writes the document. On the session's loop. */
    private CompletionStage<Void> save(Note.Snapshot snapshot) {
        return sessions.loop().then(DirectoryLoop.done(), now -> write(snapshot));
    }

    /** Writes, unless the document is being removed: then it waits, so that it does not write what is not to be there. */
    private CompletionStage<Void> write(Note.Snapshot snapshot) {
        if (!document.isPresent()) {
            return DirectoryLoop.failed(new IOException(document.path() + " has been removed"));
        }
        CompletionStage<Void> removal = document.removalUnderWay();
        if (removal != null) {
            return sessions.loop().whenDone(removal, (removed, failure) -> write(snapshot));
        }
        return sessions.storage().write(document, snapshot);
    }
}
