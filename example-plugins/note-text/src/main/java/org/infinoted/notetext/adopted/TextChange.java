// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;

/**
 * One change of the document.
 *
 * @param position where the text was inserted or deleted, in code points of the text at that moment
 * @param text what was inserted or deleted, never empty
 */
public record TextChange(Kind kind, int position, AuthoredText text) {
    /** What happened to the text. */
    public enum Kind {
        /** It was inserted. */
        INSERTED,
        /** It was deleted. */
        ERASED
    }
}
