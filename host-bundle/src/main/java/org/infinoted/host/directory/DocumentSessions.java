// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<DocumentSession> open =
            Collections.synchronizedSet(new LinkedHashSet<>()); // the last resort reads it
    private final Map<String, Optional<UnsavedDocument>> lost = new ConcurrentHashMap<>(); // by path
    private volatile boolean stopping; // changed on the loop

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
        return loop.forEach(List.copyOf(open), session -> session.suspendIfOf(provider));
    }

    /** There is a provider of this note type: sessions that have waited for it go on. */
    void arrived(NoteTypes.Named provider) {
        List.copyOf(open).forEach(session -> session.arrived(provider));
    }

    /** Saves and closes the document whose session plugins see as this; empty if there is none. */
    Optional<CompletionStage<Void>> closeSaved(Session session) {
        for (DocumentSession candidate : List.copyOf(open)) {
            Optional<OpenSession> found = candidate.ifOpen().filter(ifOpen -> ifOpen.view() == session);
            if (found.isPresent()) {
                return Optional.of(candidate.closeSaved(found.get()));
            }
        }
        return Optional.empty();
    }

    /**
     * The document at this path was to be saved, and could not be. Any thread.
     *
     * @param content kept for the last resort if the server stops; while it runs, that would fill the memory with lost documents
     */
    void lost(String path, Optional<UnsavedDocument> content) {
        lost.put(path, stopping ? content : Optional.empty());
    }

    /** The paths of the documents that could not be saved. Any thread. */
    List<String> lost() {
        return lost.keySet().stream().sorted().toList();
    }

    /** As {@link UnsavedDocuments#unsaved}. Any thread. */
    List<UnsavedDocument> unsaved() {
        List<UnsavedDocument> unsaved = new ArrayList<>();
        for (DocumentSession session : List.copyOf(open)) {
            session.unsaved().ifPresent(unsaved::add);
        }
        lost.values().forEach(content -> content.ifPresent(unsaved::add));
        return unsaved;
    }

    /** As {@link UnsavedDocuments#saved}. Any thread. */
    void saved(UnsavedDocument document) {
        lost.remove(document.path(), Optional.of(document));
    }

    /** Saves the sessions that have changed. What could not be saved is in the log, and is tried again when they are closed. */
    CompletionStage<Void> save() {
        return loop.forEach(List.copyOf(open), DocumentSession::save);
    }

    /** Saves and closes all sessions, and opens none any more. What could not be saved is in the log. */
    CompletionStage<Void> stop() {
        stopping = true;
        return loop.forEach(List.copyOf(open), session -> session.close(true));
    }
}
