// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Client;
import org.infinoted.note.Note;

/** Opens sessions. May be called from any thread. What the note throws while it is opened is thrown on; then nothing has happened. */
public interface SessionOpener {
    /** Opens a session on this note, which has the content of the document. Plugins are told of it. */
    OpenSession open(SessionDocument document, Note note, OpenSession.Owner owner);

    /**
     * Prepares an upload by a client.
     *
     * @param document what is uploaded; it is in the tree
     * @param subscribe whether the client is subscribed when it is complete; decides the name of the group
     */
    Upload upload(SessionDocument document, Client client, boolean subscribe, Upload.Owner owner);

    /** Writes the content of one document. */
    @FunctionalInterface
    interface Saver {
        /** Called on the session's home loop; returns at once. The stage may complete on any thread. */
        CompletionStage<Void> save(Note.Snapshot snapshot);
    }
}
