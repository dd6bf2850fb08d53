// SPDX-License-Identifier: Apache-2.0
package org.infinoted.text;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The content of a text document at one moment: an immutable value. Lengths and positions count Unicode code points, so a
 * character outside the basic plane is one, and a line end of CR and LF is two.
 */
@ProviderType
public interface Text {
    /** How many code points there are. */
    int length();

    /** The longest stretches with one author each, in their order; none is empty, and no two neighbours have the same author. */
    List<Run> runs();

    /**
     * A part of the text.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= start <= end <= length()}
     */
    Text slice(int start, int end);

    /** The characters of the whole text. */
    @Override
    String toString();

    /**
     * A stretch of text by one author.
     *
     * @param author the id of a user of the session; 0 if nobody is known as the author
     * @param text at least one character
     */
    record Run(int author, String text) {}
}
