// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.io.IOException;
import org.infinoted.note.Note;
import org.infinoted.store.DocumentStore;

/**
 * A document whose last changes are not in the store.
 *
 * @param path where it is, such as {@code /folder/document}
 * @param type the name of its note type
 * @param content what is to be written
 */
public record UnsavedDocument(String path, String type, Note.Snapshot content) {
    /** Writes it. Throws what the note throws. */
    public void writeTo(DocumentStore store) throws IOException {
        store.writeDocument(path, type, content::write);
    }
}
