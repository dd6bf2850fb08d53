// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The states and the ways between them; end leads from every state to Unbound:
 *
 *     Unbound --begin--> Bound --suspend--> Suspending --note is gone--> Waiting
 *                          ^                                                |
 *                          +-------------------- arrived -------------------+
 *
 * The grace runs from suspend to arrived. When it is over, or when one of the two has failed, the session is given up: it is closed,
 * which ends the binding.
 */

/**
 * Binds a session to the provider of its note type. When the provider goes, the session waits for the next one. If none comes in
 * time, or if that one does not take the content, the session is given up.
 */
final class NoteTypeBinding {
    private static final Logger LOG = LoggerFactory.getLogger(NoteTypeBinding.class);

    private final DirectoryLoop loop;
    private final NoteTypes types;
    private final Duration grace;
    private final Runnable giveUp;
    private State state = new Unbound();

    private sealed interface State {}

    private record Unbound() implements State {}

    /** There is a session. */
    private sealed interface Attached extends State {
        OpenSession session();
    }

    private record Bound(OpenSession session, NoteTypes.Named provider) implements Attached {}

    /** There is no provider. */
    private sealed interface Suspended extends Attached {
        /** Runs out with the grace. */
        Loop.Timer limit();
    }

    private record Suspending(OpenSession session, Loop.Timer limit) implements Suspended {}

    /** @param type the name of the note type */
    private record Waiting(OpenSession session, Loop.Timer limit, String type) implements Suspended {}

    /** @param giveUp has the session closed */
    NoteTypeBinding(DirectoryLoop loop, NoteTypes types, Duration grace, Runnable giveUp) {
        this.loop = loop;
        this.types = types;
        this.grace = grace;
        this.giveUp = giveUp;
    }

    private void become(State next) {
        if (state instanceof Suspended suspended && !(next instanceof Suspended)) {
            suspended.limit().cancel();
        }
        state = next;
    }

    /** A session has been opened, with content by this provider. */
    void begin(OpenSession opened, NoteTypes.Named by) {
        become(new Bound(opened, by));
    }

    /** The session has ended. */
    void end() {
        become(new Unbound());
    }

    /** Whether there is a session whose content is by this provider. */
    boolean isBy(NoteTypes.Named provider) {
        return state instanceof Bound bound && bound.provider.equals(provider);
    }

    boolean isSuspended() {
        return state instanceof Suspended;
    }

    private boolean isOf(OpenSession session) {
        return state instanceof Attached attached && attached.session() == session;
    }

    /**
     * The provider goes. If another one is there, the session goes on with that. To be called when there is a provider.
     *
     * @return completes, without failure, when nothing of the provider is in use any more
     */
    CompletionStage<Void> suspend() {
        if (!(state instanceof Bound bound)) {
            throw new IllegalStateException("There is no provider that could go");
        }
        OpenSession session = bound.session;
        String type = bound.provider.name();
        Loop.Timer limit = loop.schedule(grace, () -> {
            LOG.warn("No note type {} has come for {} within {} s", type, session.view(), grace.toSeconds());
            giveUp.run();
        });
        become(new Suspending(session, limit));
        return loop.whenDone(session.suspend(), (done, failure) -> {
            if (isOf(session) && failure == null) {
                become(new Waiting(session, limit, type));
                types.find(type).ifPresent(this::arrived);
            } else if (isOf(session)) {
                giveUp.run();
            }
            return DirectoryLoop.done();
        });
    }

    /** There is a provider of a note type. If the session waits for it, it goes on. */
    void arrived(NoteTypes.Named successor) {
        if (state instanceof Waiting waiting && waiting.type.equals(successor.name())) {
            OpenSession session = waiting.session;
            become(new Bound(session, successor));
            loop.whenDone(session.resume(successor.type()), (done, failure) -> {
                if (failure != null && isOf(session)) {
                    LOG.error("{} cannot go on with the new {}", session.view(), successor.name(), failure);
                    giveUp.run();
                }
                return DirectoryLoop.done();
            });
        }
    }
}
