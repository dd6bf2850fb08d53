// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;

/**
 * One change of the document.
 *
 * @param position where the text went in or was, in code points of the text at that moment
 * @param text what was put in or taken out, never empty
 */
public record TextChange(Kind kind, int position, AuthoredText text) {
    /** What happened to the text. */
    public enum Kind {
        /** It was put in. */
        INSERTED,
        /** It was taken out. */
        ERASED
    }
}
