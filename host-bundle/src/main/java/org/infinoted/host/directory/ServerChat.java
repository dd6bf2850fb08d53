// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.infinoted.host.session.SessionDocument;
import org.infinoted.host.session.SessionOpener;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chat of the whole server: a session without a document. It is opened on first use, and stays open as long as there is a
 * provider of its note type, or a new one comes in time. It is never saved.
 */
final class ServerChat implements OpenSession.Owner {
    static final String GROUP = "InfChat";
    private static final String TYPE = "InfChat";
    private static final Logger LOG = LoggerFactory.getLogger(ServerChat.class);

    private final DirectoryLoop loop;
    private final NoteTypes types;
    private final SessionOpener opener;
    private @Nullable OpenSession open;
    private final NoteTypeBinding binding;
    private boolean stopping;

    ServerChat(DirectoryLoop loop, NoteTypes types, SessionOpener opener, DirectoryLimits limits) {
        this.loop = loop;
        this.types = types;
        this.opener = opener;
        this.binding = new NoteTypeBinding(loop, types, limits.noteTypeGrace(), this::close);
    }

    /** The chat, if it has been opened. */
    Optional<OpenSession> ifOpen() {
        return Optional.ofNullable(open);
    }

    /** The chat, opened if need be. Fails if there is no note type for it. */
    OpenSession open() throws ProtocolException {
        if (open == null) {
            if (stopping) {
                throw Failures.stopping();
            }
            NoteTypes.Named type = types.find(TYPE).orElseThrow(Failures::chatDisabled);
            var chat = new SessionDocument(GROUP, Optional.empty(), type, snapshot -> DirectoryLoop.done());
            open = opener.open(chat, type.type().create(), this);
            binding.begin(open, type);
        }
        return open;
    }

    /** Suspends the chat if its content is by this provider, which has gone. */
    CompletionStage<Void> suspendIfOf(NoteTypes.Named provider) {
        return binding.isBy(provider) ? binding.suspend() : DirectoryLoop.done();
    }

    /** There is a provider of this note type: if the chat has waited for it, it goes on. */
    void arrived(NoteTypes.Named provider) {
        binding.arrived(provider);
    }

    /** Closes the chat if this is its session. It is opened again on the next use. */
    Optional<CompletionStage<Void>> close(Session session) {
        return ifOpen().filter(chat -> chat.view() == session).map(chat -> close());
    }

    /** Closes the chat for good. */
    CompletionStage<Void> stop() {
        stopping = true;
        return close();
    }

    private CompletionStage<Void> close() {
        if (open == null) {
            return DirectoryLoop.done();
        }
        OpenSession ending = open;
        open = null;
        binding.end();
        return loop.whenDone(ending.close(false), (closed, failure) -> {
            if (failure != null) {
                LOG.error("The chat of the server was not closed in order", failure);
            }
            return DirectoryLoop.done();
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
