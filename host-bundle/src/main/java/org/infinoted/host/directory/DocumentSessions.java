// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.session.SessionOpener;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.Session;

/** The sessions of all documents, and the parts of the directory that they need. */
final class DocumentSessions {
    private final DirectoryLoop loop;
    private final DirectoryStorage storage;
    private final NoteTypes types;
    private final SessionOpener opener;
    private final DirectoryLimits limits;
    private final Set<DocumentSession> open = new LinkedHashSet<>();
    private boolean stopping;

    DocumentSessions(
            DirectoryLoop loop,
            DirectoryStorage storage,
            NoteTypes types,
            SessionOpener opener,
            DirectoryLimits limits) {
        this.loop = loop;
        this.storage = storage;
        this.types = types;
        this.opener = opener;
        this.limits = limits;
    }

    DirectoryLoop loop() {
        return loop;
    }

    DirectoryStorage storage() {
        return storage;
    }

    SessionOpener opener() {
        return opener;
    }

    /** Follows the provider of one session's content. */
    NoteTypeBinding bind(Runnable giveUp) {
        return new NoteTypeBinding(loop, types, limits.noteTypeGrace(), giveUp);
    }

    /** The provider of a note type. */
    NoteTypes.Named requireType(String type) throws ProtocolException {
        return types.find(type).orElseThrow(() -> Failures.typeUnsupported(type));
    }

    /** Whether this is the provider of its note type still. */
    boolean isCurrent(NoteTypes.Named provider) {
        return types.find(provider.name()).equals(Optional.of(provider));
    }

    /** Refuses to open a session with a provider that has gone, or when all sessions are being closed. */
    void checkOpening(NoteTypes.Named provider) throws ProtocolException {
        if (stopping) {
            throw Failures.stopping();
        }
        if (!isCurrent(provider)) {
            throw Failures.typeUnsupported(provider.name());
        }
    }

    void opened(DocumentSession session) {
        open.add(session);
    }

    void closed(DocumentSession session) {
        open.remove(session);
    }

    /**
     * Suspends the sessions whose content is by this provider, which has gone. The stage completes when nothing of it is in use any
     * more.
     */
    CompletionStage<Void> suspendAllOf(NoteTypes.Named provider) {
        return DirectoryLoop.all(List.copyOf(open).stream().map(session -> session.suspendIfOf(provider)));
    }

    /** There is a provider of this note type: sessions that have waited for it go on. */
    void arrived(NoteTypes.Named provider) {
        List.copyOf(open).forEach(session -> session.arrived(provider));
    }

    /** Saves and closes the document whose session plugins see as this; empty if there is none. */
    Optional<CompletionStage<Void>> closeSaved(Session session) {
        for (DocumentSession candidate : open) {
            Optional<OpenSession> found = candidate.ifOpen().filter(ifOpen -> ifOpen.view() == session);
            if (found.isPresent()) {
                return Optional.of(candidate.closeSaved(found.get()));
            }
        }
        return Optional.empty();
    }

    /** Saves and closes all sessions, and opens none any more. What could not be saved is in the log. */
    CompletionStage<Void> stop() {
        stopping = true;
        return close(new ArrayList<>(open));
    }

    private static CompletionStage<Void> close(List<DocumentSession> sessions) {
        return DirectoryLoop.all(sessions.stream().map(session -> session.close(true)));
    }
}
