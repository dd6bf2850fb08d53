// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Node;
import org.infinoted.host.group.Client;
import org.infinoted.note.Note;

/** Opens sessions. May be called from any thread. What the note throws while it is opened is thrown on; then nothing has happened. */
public interface SessionOpener {
    /**
     * Opens a session on this content. Plugins are told of it.
     *
     * @param group the name of its group
     * @param node where the document is; empty for the chat of the whole server
     * @param type the note type, with its name
     */
    OpenSession open(
            String group, Optional<Node> node, NoteTypes.Named type, Note note, Saver saver, OpenSession.Owner owner);

    /**
     * Prepares an upload by a client.
     *
     * @param node where the document will be
     * @param subscribe whether the client is subscribed when it is complete; decides the name of the group
     */
    Upload upload(Node node, NoteTypes.Named type, Client client, boolean subscribe, Saver saver, Upload.Owner owner);

    /** Writes the content of one document. */
    @FunctionalInterface
    interface Saver {
        /** Called on the session's home loop; returns at once. The stage may complete on any thread. */
        CompletionStage<Void> save(Note.Snapshot snapshot);
    }
}
