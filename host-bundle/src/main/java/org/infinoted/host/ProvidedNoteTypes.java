// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.time.Duration;
import org.infinoted.host.plugin.SessionTypes;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.whiteboard.TrackedService;
import org.infinoted.note.NoteType;

/**
 * Makes note types known to documents and to plugins. A note type is out of use when its documents are saved and
 * closed.
 */
final class ProvidedNoteTypes {
    private final NoteTypes noteTypes;
    private final SessionTypes sessionTypes;
    private final Duration saving;
    private final Runnable changed;
    private volatile boolean ending;

    /**
     * @param saving how long saving and closing a note type's documents may take
     * @param changed called after each change of the types of sessions
     */
    ProvidedNoteTypes(NoteTypes noteTypes, SessionTypes sessionTypes, Duration saving, Runnable changed) {
        this.noteTypes = noteTypes;
        this.sessionTypes = sessionTypes;
        this.saving = saving;
        this.changed = changed;
    }

    void add(TrackedService<NoteType> provider) {
        String name = String.valueOf(provider.properties().get(NoteType.NAME));
        noteTypes.add(provider.reference(), name, provider.service());
        sessionTypes.add(name, provider.service());
        changed.run();
    }

    /** Returns when nothing uses it any more, or the time for that is over. */
    void remove(TrackedService<NoteType> provider) {
        sessionTypes.remove(provider.service());
        changed.run();
        if (!ending) {
            TimedWait.await(noteTypes.remove(provider.service()), saving, "Closing a note type's documents");
        }
    }

    /** The server ends and closes all documents itself: removing a note type does not wait for that any longer. */
    void end() {
        ending = true;
    }
}
