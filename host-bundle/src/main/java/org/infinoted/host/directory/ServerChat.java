// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.RequestException;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.session.SessionOpener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chat of the whole server: a session without a document. It is opened when first somebody wants it, and stays while its note
 * type does. It is never written.
 */
final class ServerChat implements OpenSession.Owner {
    static final String GROUP = "InfChat";
    private static final String TYPE = "InfChat";
    private static final Logger LOG = LoggerFactory.getLogger(ServerChat.class);

    private final Home home;
    private final NoteTypes types;
    private final SessionOpener opener;
    private OpenSession open;
    private NoteTypes.Named type; // of what is open
    private boolean stopping;

    ServerChat(Home home, NoteTypes types, SessionOpener opener) {
        this.home = home;
        this.types = types;
        this.opener = opener;
    }

    /** The chat, if it has been opened. */
    Optional<OpenSession> ifOpen() {
        return Optional.ofNullable(open);
    }

    /** The chat, opened if need be. Fails if there is no note type for it. */
    OpenSession open() throws RequestException {
        if (open == null) {
            if (stopping) {
                throw Failures.stopping();
            }
            type = types.find(TYPE).orElseThrow(Failures::chatDisabled);
            open = opener.open(GROUP, Optional.empty(), type, type.type().create(), snapshot -> Home.done(), this);
        }
        return open;
    }

    /** Closes the chat if its content is by this provider, which has gone. */
    CompletionStage<Void> closeIfOf(NoteTypes.Named provider) {
        return open != null && provider.equals(type) ? close() : Home.done();
    }

    /** Closes the chat for good. */
    CompletionStage<Void> stop() {
        stopping = true;
        return close();
    }

    private CompletionStage<Void> close() {
        if (open == null) {
            return Home.done();
        }
        OpenSession ending = open;
        open = null;
        type = null;
        return home.whenDone(ending.close(false), (closed, failure) -> {
            if (failure != null) {
                LOG.error("The chat of the server was not closed in order", failure);
            }
            return Home.done();
        });
    }

    /** On the session's loop. What is in the chat is nowhere else, so it is kept. */
    @Override
    public void idle(OpenSession session) {
        session.keep();
    }

    /** On the session's loop. */
    @Override
    public boolean mayJoin(Client client) {
        return true;
    }
}
