// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.infinoted.host.loop.Loop;
import org.infinoted.note.NoteType;
import org.infinoted.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/*
 * The states of a session and the ways between them:
 *
 *   Preparing ----------------------- discard ------------------------+
 *       | begin                                                       |
 *       v                                                             |
 *   Running: input is handled as it comes                             |
 *   +-------------------------------------------------------------+   |
 *   |       last one goes         closeIfIdle                     |   |
 *   |  Open -------------> Idle --------------> IdleSave ----- saved ->|
 *   |   ^ ^---------------- | ^------------------ |               |   |
 *   |   |   somebody comes      not saved, or kept|               |   |
 *   |   +-------------- somebody comes -----------+               |   |
 *   +-------------------------------------------------------------+   |
 *        | closeSaved  ^          | suspend                ^          |
 *        v             |          v                        | resume   |
 *   Holding: input waits in the InputQueue                 |          |
 *   +------------------|-----------------------------------|------+   |
 *   |  FinalSave - not saved  Suspending --- saved ---> Suspended |   |
 *   |      |                      |                        |      |   |
 *   |      |        cannot be read|                        |not taken |
 *   |      |                      +------> Broken <--------+      |   |
 *   +------|------------------------------------------------------+   |
 *          +------------------------ saved -------------------------->+--> Ended
 *
 * close leads from every state to Ended. Whether a Running session is Open or Idle follows from its subscribers alone. What only
 * one state has, such as the timer of Idle or the content of Suspended, is in that state's class and goes with it.
 *
 * Ended is entered before the last save has been written: from then on nothing is handled or relayed, so what is written last has
 * all that anybody has seen. Its stage completes when everything is written and the note is closed.
 */

/**
 * The life of one session: whether it is in use, idle, being saved, suspended or at its end. All that changes this is here.
 *
 * <p>Belongs to the session's home loop, where stages complete. A call that does not fit the state fails with an {@link
 * IllegalStateException} and changes nothing.
 */
final class SessionLife {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLife.class);

    private final Loop home;
    private final Supplier<Duration> idleTime;
    private final InputQueue input;
    private final SaveQueue saves;
    private final SessionContent content;
    private final Hooks hooks;
    private State state = new Preparing();

    /** What the rest of the session has to know and do. */
    interface Hooks {
        /** Whether nobody is subscribed. */
        boolean isUnused();

        /** Nobody has been subscribed for the idle time. */
        void idle();

        /** The content goes to another note. */
        void suspending();

        /** Another note has taken over the content. No input has been handled yet. */
        void resumed();

        /** The session ends: subscribers and plugins' users are dismissed. */
        void ending();
    }

    private sealed interface State {
        /** Lets go of what this state alone has. */
        default void leave() {}
    }

    /** Nobody knows of the session yet: an upload may fail. */
    private record Preparing() implements State {}

    /** Input is handled as it comes. */
    private sealed interface Running extends State {}

    /** Somebody is subscribed. */
    private record Open() implements Running {}

    /** Nobody is subscribed. When the time is up the owner is asked, and decides. */
    private final class Idle implements Running {
        private final Loop.Timer timer = home.schedule(idleTime.get(), hooks::idle);

        @Override
        public void leave() {
            timer.cancel();
        }
    }

    /** Nobody is subscribed, and the session is saved to be closed, unless somebody comes meanwhile. */
    private final class IdleSave implements Running {
        private final CompletableFuture<Boolean> closed = new CompletableFuture<>();

        void write() {
            saves.writeIfModified().whenComplete((written, failure) -> {
                try {
                    if (state == this && failure == null && !saves.modified()) {
                        end(done());
                    } else if (state == this) {
                        run(); // to try again later
                    }
                } catch (Throwable e) { // somebody waits
                    home.report(e);
                    LOG.error("{} could not be closed", content, e);
                }
                completeWithEnd(closed);
            });
        }
    }

    /** Input waits in the queue. */
    private sealed interface Holding extends State {}

    /** The session is saved to be closed; nothing comes in between what is written and the end. */
    private record FinalSave() implements Holding {}

    /** The content has been taken out of the note, which is there until writing has come to its end. */
    private record Suspending() implements Holding {}

    /**
     * There is no note.
     *
     * @param saved what has become of writing what the note had
     */
    private record Suspended(ContentTransfer transfer, CompletionStage<Void> saved) implements Holding {}

    /** The content could not be taken out of one note or given to the next: the session can only be closed. */
    private record Broken() implements Holding {}

    /**
     * Nothing is handled any more.
     *
     * @param closed completes when the note is closed; fails if what was to be saved last was not
     */
    private record Ended(CompletableFuture<Void> closed) implements State {}

    /** @param idleTime how long it is to be kept when nobody is subscribed any more, asked each time */
    SessionLife(
            Loop home,
            Supplier<Duration> idleTime,
            InputQueue input,
            SaveQueue saves,
            SessionContent content,
            Hooks hooks) {
        this.home = home;
        this.idleTime = idleTime;
        this.input = input;
        this.saves = saves;
        this.content = content;
        this.hooks = hooks;
    }

    /** The only place where the state changes. Holds and releases the input as the states need it. */
    private void become(State next) {
        State before = state;
        state = next;
        before.leave();
        if (next instanceof Holding && !(before instanceof Holding)) {
            input.hold();
        } else if (next instanceof Running && before instanceof Holding) {
            input.release();
        }
    }

    /** Goes on, in use or idle. */
    private void run() {
        become(hooks.isUnused() ? new Idle() : new Open());
    }

    /** Lets plugins know of the session. */
    void begin() {
        checkPreparing();
        content.publish();
        run();
    }

    /** Ends a session that has not begun. */
    void discard() {
        checkPreparing();
        become(new Ended(CompletableFuture.completedFuture(null)));
        content.close();
    }

    private void checkPreparing() {
        if (!(state instanceof Preparing)) {
            throw illegal("begun or discarded");
        }
    }

    boolean hasEnded() {
        return state instanceof Ended;
    }

    /** Somebody is about to be a subscriber. */
    void subscribed() {
        if (state instanceof Running && !(state instanceof Open)) {
            become(new Open());
        }
    }

    /** Starts the idle time anew, if the session is idle. To be called when a subscriber has gone. */
    void keep() {
        if (state instanceof Running && hooks.isUnused()) {
            become(new Idle());
        }
    }

    /** Writes the document. */
    CompletionStage<Void> save() {
        return state instanceof Running ? saves.write() : refused("saved");
    }

    /** If the session is idle, its time is up now. */
    void expire() {
        if (state instanceof Idle) {
            hooks.idle();
        }
    }

    /** Writes the document if it was modified, and if there is a note at present. */
    CompletionStage<Void> saveIfModified() {
        return state instanceof Running ? saves.writeIfModified() : done();
    }

    /** Saves and closes the session if it is idle, and stays so. Gives whether it was closed. */
    CompletionStage<Boolean> closeIfIdle() {
        if (state instanceof Idle) {
            var saving = new IdleSave();
            become(saving);
            saving.write();
            return saving.closed;
        }
        if (state instanceof IdleSave saving) {
            return saving.closed;
        }
        var closed = new CompletableFuture<Boolean>();
        completeWithEnd(closed);
        return closed;
    }

    private void completeWithEnd(CompletableFuture<Boolean> outcome) {
        if (state instanceof Ended ended) {
            ended.closed.whenComplete((done, failure) -> outcome.complete(true));
        } else {
            outcome.complete(false);
        }
    }

    /** Saves the session and closes it. Fails, and the session goes on, if it could not be saved. */
    CompletionStage<Void> closeSaved() {
        if (state instanceof Ended ended) {
            return ended.closed;
        }
        if (!(state instanceof Running)) {
            return refused("saved and closed");
        }
        become(new FinalSave());
        return saves.writeIfModified()
                .handle((written, failure) -> {
                    if (state instanceof Ended ended) {
                        return ended.closed;
                    }
                    if (failure == null) {
                        return end(done());
                    }
                    run();
                    return CompletableFuture.<Void>failedFuture(failure);
                })
                .thenCompose(Function.identity());
    }

    /** Saves the session and lets go of its note. Fails if the content could not be taken out of it. */
    CompletionStage<Void> suspend() {
        if (state instanceof Ended ended) {
            return ended.closed;
        }
        if (!(state instanceof Running)) {
            return refused("suspended");
        }
        become(new Suspending());
        hooks.suspending();
        ContentTransfer transfer;
        try {
            transfer = content.transfer();
        } catch (RuntimeException | Error e) {
            home.report(e);
            LOG.error("The content of {} could not be taken over from its note type", content, e);
            become(new Broken());
            return CompletableFuture.failedFuture(e);
        }
        // what fails to be written is in the log, and goes on in the transfer
        CompletionStage<Void> saved = saves.writeIfModified();
        return saves.settled().thenCompose(settled -> {
            if (state instanceof Ended ended) {
                return ended.closed.handle((closed, failure) -> null);
            }
            content.release();
            become(new Suspended(transfer, saved));
            return done();
        });
    }

    /** Goes on with a note of this type. Fails if that does not take the content. */
    CompletionStage<Void> resume(NoteType successor) {
        if (!(state instanceof Suspended suspended)) {
            return refused("resumed");
        }
        try {
            content.replace(successor.create(), suspended.transfer());
        } catch (ProtocolException | RuntimeException | Error e) {
            home.report(e);
            become(new Broken());
            return CompletableFuture.failedFuture(e);
        }
        hooks.resumed();
        run();
        return done();
    }

    /** Ends the session. Fails, and the session ends all the same, if it was to be saved and was not. */
    CompletionStage<Void> close(boolean save) {
        if (state instanceof Ended ended) {
            return ended.closed;
        }
        if (save && state instanceof Suspended suspended) {
            return end(suspended.saved);
        }
        return end(save ? saves.writeIfModified() : done());
    }

    private CompletableFuture<Void> end(CompletionStage<Void> written) {
        var closed = new CompletableFuture<Void>();
        become(new Ended(closed));
        // nothing of this keeps the end from coming: it is waited for
        attempt(hooks::ending);
        if (input.size() > 0) {
            LOG.warn("{} closes, and {} messages that wait for its note type are dropped", content, input.size());
        }
        attempt(input::open); // nobody is a subscriber any more: what waits is answered or dropped
        // a save that somebody asked for earlier may be under way as well
        saves.settled().thenRun(() -> {
            attempt(content::end);
            written.whenComplete((done, failure) -> {
                if (failure == null) {
                    closed.complete(null);
                } else {
                    closed.completeExceptionally(failure);
                }
            });
        });
        return closed;
    }

    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (Throwable e) {
            home.report(e);
            LOG.error("A part of the end of {} failed", content, e);
        }
    }

    private <T> CompletionStage<T> refused(String what) {
        return CompletableFuture.failedFuture(illegal(what));
    }

    private IllegalStateException illegal(String what) {
        return new IllegalStateException(
                hasEnded()
                        ? "The session has ended: " + content
                        : "The session cannot be " + what + " while it is "
                                + state.getClass().getSimpleName() + ": " + content);
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
