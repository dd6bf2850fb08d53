// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import java.util.List;

/**
 * A stretch of text by one author.
 *
 * @param author the id of the user who wrote it, 0 for nobody
 * @param text not empty when it comes out of an {@link AuthoredText}
 */
public record Run(int author, String text) {
    /** A run of these parts, of which each is copied once, and a single one not at all. */
    static Run joined(int author, List<String> parts) {
        return new Run(author, parts.size() == 1 ? parts.get(0) : String.join("", parts));
    }
}
