// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;

/** One change at one place of the text. */
public sealed interface Elementary extends Operation permits Insert, Deletion {
    /** Where the change begins. */
    long position();

    /** How many code points are put in or taken out, at the moment of application. */
    long length();

    /** Whether text is put in; otherwise it is taken out. */
    boolean inserts();

    /**
     * This change such that it can follow {@code other}, which was made on the same text.
     *
     * @param stays who gives way if both insert at the same position: whether this keeps its position
     */
    Operation after(Elementary other, boolean stays);

    @Override
    default boolean affectsBuffer() {
        return true;
    }

    /** The text with this change, which must fit. */
    AuthoredText applyTo(AuthoredText text);

    @Override
    Elementary reverse();
}
