// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.RequestException;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.SessionOpener;

/** The sessions of documents that there are, and what they need of the directory. */
final class DocumentSessions {
    private final Home home;
    private final Storage storage;
    private final NoteTypes types;
    private final SessionOpener opener;
    private final Set<DocumentSession> open = new LinkedHashSet<>();
    private boolean stopping;

    DocumentSessions(Home home, Storage storage, NoteTypes types, SessionOpener opener) {
        this.home = home;
        this.storage = storage;
        this.types = types;
        this.opener = opener;
    }

    Home home() {
        return home;
    }

    Storage storage() {
        return storage;
    }

    SessionOpener opener() {
        return opener;
    }

    /** The provider of a note type. */
    NoteTypes.Named requireType(String type) throws RequestException {
        return types.find(type).orElseThrow(() -> Failures.typeUnsupported(type));
    }

    /** Whether this is the provider of its note type still. */
    boolean isCurrent(NoteTypes.Named provider) {
        return types.find(provider.name()).equals(Optional.of(provider));
    }

    /** Refuses to open a session with a provider that has gone, or when all sessions are being closed. */
    void checkOpening(NoteTypes.Named provider) throws RequestException {
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

    /** Saves and closes the sessions whose content is by this provider, which has gone. */
    CompletionStage<Void> closeAllOf(NoteTypes.Named provider) {
        return close(open.stream().filter(session -> session.isOf(provider)).toList());
    }

    /** Saves and closes all sessions, and opens none any more. What could not be saved is in the log. */
    CompletionStage<Void> stop() {
        stopping = true;
        return close(new ArrayList<>(open));
    }

    private static CompletionStage<Void> close(List<DocumentSession> sessions) {
        return Home.all(sessions.stream().map(session -> session.close(true)));
    }
}
