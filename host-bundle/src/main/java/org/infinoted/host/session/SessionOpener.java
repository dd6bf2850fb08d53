// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.note.Note;

/** Opens sessions. May be called from any thread. What the note throws while it is opened is thrown on; then nothing has happened. */
public interface SessionOpener {
    /** Whether memory is short: then nothing more should be opened. If it is, idle sessions are closed. */
    boolean isMemoryShort();

    /** Opens a session on this note, which has the content of the document. Plugins are told of it. */
    OpenSession open(SessionDocument document, Note note, OpenSession.Owner owner);

    /**
     * Opens a session on this empty note for a client that has created the document. The client is a subscriber before anybody
     * else can do anything in the session: it is not sent the content, so it must not miss an edit.
     */
    CreatedSession create(SessionDocument document, Note note, OpenSession.Owner owner, Client creator);

    /**
     * A session with its first subscriber.
     *
     * @param entered completes as {@link OpenSession#subscribe} does
     */
    record CreatedSession(OpenSession session, CompletionStage<Void> entered) {}

    /**
     * Prepares an upload by a client.
     *
     * @param document what is uploaded; it is in the tree
     * @param subscribe whether the client is subscribed when it is complete; decides the name of the group
     */
    Upload upload(SessionDocument document, Client client, boolean subscribe, UploadLimits limits, Upload.Owner owner);

    /** Writes the content of one document. */
    @FunctionalInterface
    interface Saver {
        /** Called on the session's home loop; returns at once. The stage may complete on any thread. */
        CompletionStage<Void> save(Note.Snapshot snapshot);
    }
}
