// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;

/** One change at one place of the text. */
public sealed interface Elementary extends Operation permits Insert, Deletion {
    /** Where the change begins. */
    long position();

    /** How many code points are inserted or deleted when it is applied. */
    long length();

    /** Whether text is inserted; otherwise it is deleted. */
    boolean inserts();

    /**
     * This change, transformed so that it can follow {@code other}, which was made on the same text.
     *
     * @param stays whether this keeps its position if both insert at the same one
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
