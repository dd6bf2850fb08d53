// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import java.io.InputStream;
import java.util.List;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;

/** A note type for tests in which nobody opens a document. */
public class FakeNoteType implements NoteType {
    private final List<String> sessionTypes;

    public FakeNoteType(List<String> sessionTypes) {
        this.sessionTypes = List.copyOf(sessionTypes);
    }

    @Override
    public List<String> sessionTypes() {
        return sessionTypes;
    }

    @Override
    public Note create() {
        throw new AssertionError("A document was made");
    }

    @Override
    public Note read(InputStream stored) {
        throw new AssertionError("A document was opened");
    }
}
