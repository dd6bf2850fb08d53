// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.host.loop.Loop;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.session.Session;

/**
 * An open session, as the directory controls it. All methods may be called from any thread and return at once; they take effect on the
 * session's home loop, in the order of the calls of one thread. Stages complete on the home loop, unless a method says otherwise.
 */
public interface OpenSession {
    /** The session as plugins see it. */
    Session view();

    /** The name of its group, such as {@code InfSession_2}. */
    String group();

    /** The loop that it lives on. */
    Loop home();

    /**
     * Makes a client a subscriber, unless it is one, and sends it the content. The client's messages for the group are taken from
     * then on.
     *
     * @return completes when the client's messages will reach the session, on the client's loop or the home loop; a client that
     *     could not be made a subscriber, since the session has ended, has been told so by then
     */
    CompletionStage<Void> subscribe(Client client);

    /** Whether the client is a subscriber. */
    CompletionStage<Boolean> isSubscribed(Client client);

    /**
     * Writes the document. Fails with an {@link java.io.IOException} if that failed, with an {@link IllegalStateException} if the
     * session has ended.
     */
    CompletionStage<Void> save();

    /** As {@link #save} if the session was modified. Does nothing if it has ended or is suspended. */
    CompletionStage<Void> saveIfModified();

    /**
     * Saves the session if it was modified, and closes it, unless somebody has subscribed by then, or saving failed.
     *
     * @return whether it was closed
     */
    CompletionStage<Boolean> closeIfIdle();

    /** Starts the idle time anew, after {@link Owner#idle} when the session is kept. */
    void keep();

    /**
     * Ends the session: every subscriber is told. Does nothing if it has ended. A save that was asked for earlier is brought to its
     * end; nothing is written any more after the stage has completed.
     *
     * @param save whether to save it first if it was modified; if that fails it is closed all the same and the stage fails with
     *     what the store said
     */
    CompletionStage<Void> close(boolean save);

    /**
     * Saves the session if it was modified, and ends it if that succeeded: every subscriber is told. What comes meanwhile waits, and
     * is handled if the session goes on. Not to be called while the session is suspended.
     *
     * @return fails with what the store said if the session could not be saved and goes on
     */
    CompletionStage<Void> closeSaved();

    /**
     * The provider of the note type goes. What has been typed is saved; what comes from now on waits.
     *
     * @return completes when nothing of the provider is in use any more. Fails if the content could not be taken over: then the
     *     session is to be closed
     */
    CompletionStage<Void> suspend();

    /**
     * Goes on with another provider of the note type, after {@link #suspend} has completed. What has waited is handled.
     *
     * @return fails if the provider did not take the content: then the session is to be closed
     */
    CompletionStage<Void> resume(NoteType successor);

    /**
     * What has changed since the content was saved, for when the home loop does not answer; empty if nothing has. Unlike all other
     * methods this takes effect at once, on the caller's thread. Throws what the note throws.
     */
    Optional<Note.Snapshot> unsaved();

    /** The owner of a session. Called on the session's home loop; must return at once. */
    interface Owner {
        /** Nobody has been subscribed for the idle time. The owner decides: {@link #closeIfIdle} or {@link #keep}. */
        void idle(OpenSession session);

        /** Whether this client may join as a user at present. */
        boolean mayJoin(Client client);
    }
}
