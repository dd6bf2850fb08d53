// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.TextOperationError;
import org.jspecify.annotations.Nullable;

/** How large a text may become. One that was larger from the beginning may shrink, but not grow. */
public final class TextSize {
    private TextSize() {}

    /**
     * Why a text may not grow.
     *
     * @param growth by how many bytes of UTF-8 it would grow
     * @param limit how many it may have
     * @return null if it may
     */
    public static @Nullable Failure check(AuthoredText text, long growth, long limit) {
        return growth <= 0 || text.bytes() + growth <= limit
                ? null
                : new Failure(
                        TextOperationError.FAILED,
                        "the document has " + text.bytes() + " bytes and may have " + limit + ", so " + growth
                                + " more do not fit; delete something, or begin another document");
    }

    /**
     * As {@link #check}.
     *
     * @throws AdoptedException if it may not grow
     */
    public static void require(AuthoredText text, long growth, long limit) throws AdoptedException {
        Failure failure = check(text, growth, limit);
        if (failure != null) {
            throw new AdoptedException(failure.error(), failure.reason());
        }
    }

    /**
     * How much memory so many bytes of UTF-8 take as text. Measured as the growth of the heap, with 10 MB each: 1.6 bytes for each byte of
     * ASCII and of Chinese text that were inserted at once; 2.6 of ASCII with one other character in each leaf.
     */
    public static long memory(long bytes) {
        return 3 * bytes;
    }

    /** How many bytes of text come back when this is taken back. */
    public static long deletedBy(Operation done) {
        long bytes = 0;
        for (Elementary part : Split.partsOf(done)) {
            bytes += part instanceof Delete delete ? delete.chunk().bytes() : 0;
        }
        return bytes;
    }
}
