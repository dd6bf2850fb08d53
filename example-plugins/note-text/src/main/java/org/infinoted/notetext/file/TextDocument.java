// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.file;

import java.util.List;
import org.infinoted.notetext.rope.AuthoredText;

/**
 * The content of a text document's file.
 *
 * @param authors all users that are named, in any order; ids and names are unique
 * @param text every author in it is 0 or one of {@code authors}
 */
public record TextDocument(List<Author> authors, AuthoredText text) {
    public TextDocument {
        authors = List.copyOf(authors);
    }
}
