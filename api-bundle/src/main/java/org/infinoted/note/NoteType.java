// SPDX-License-Identifier: Apache-2.0
package org.infinoted.note;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of document. A plugin contributes it as a service with the property {@code infinoted.note.type.name} ({@link
 * NoteTypeName}). While several services have the same name, the one with the highest ranking is used. When it goes, its sessions
 * are saved and wait for another service of the name, which gets their content as {@link Note#synchronization} has told it, as
 * from an upload; their subscribers notice nothing. If none comes within the server's limit (30 s by default) they are closed.
 * Documents of the type stay in the tree; those that are not open cannot be opened until a service of the name comes.
 */
@ConsumerType
public interface NoteType {
    /** Service property, required: the name of the type. */
    String NAME = "infinoted.note.type.name";

    /**
     * What a session of this type is besides, most special first, such as {@code InfTextSession, InfAdoptedSession, InfSession}.
     * Called on any thread, more than once; must return at once, and always the same.
     */
    List<String> sessionTypes();

    /**
     * Makes the content of a new document. Called on any thread; must return at once. Some are asked for their snapshot only, to
     * write the new document, and are never opened.
     */
    Note create();

    /**
     * Makes the content of a document from what the store has. Called on a thread of the store, so it may take its time; several
     * documents may be read at once.
     *
     * @param stored what a {@link Note.Snapshot} wrote, or the original server; the caller closes it
     * @throws IOException if it cannot be read or is not a document of this type; the message says what is wrong
     */
    Note read(InputStream stored) throws IOException;
}
