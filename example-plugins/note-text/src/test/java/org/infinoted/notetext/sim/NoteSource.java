// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import org.infinoted.note.Note;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.file.TextDocument;

/** Makes the notes whose sessions are simulated. */
@FunctionalInterface
public interface NoteSource {
    /** @param stored what is in the store; nothing for a new document */
    Note open(TextDocument stored, Limits limits);
}
