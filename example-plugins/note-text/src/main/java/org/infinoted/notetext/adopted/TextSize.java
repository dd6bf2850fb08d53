// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.TextOperationError;
import org.jspecify.annotations.Nullable;

/** How large a text may become. One that was larger from the beginning may shrink, but not grow. */
public final class TextSize {
    /** A text may have a part for so many of the bytes that it may have. */
    private static final long BYTES_FOR_PART = 64;

    private static final long LEAST_PARTS = 100;

    private TextSize() {}

    /**
     * Why a text may not grow.
     *
     * @param growth by how many bytes of UTF-8 it would grow
     * @param limit how many it may have
     * @return null if it may
     */
    public static @Nullable Failure check(AuthoredText text, long growth, long limit) {
        if (growth > 0 && text.bytes() + growth > limit) {
            return new Failure(
                    TextOperationError.FAILED,
                    "the document has " + text.bytes() + " bytes and may have " + limit + ", so " + growth
                            + " more do not fit; delete something, or begin another document");
        }
        return growth > 0 ? checkParts(text, limit) : null;
    }

    /**
     * Why a text may not get another part by another author: each takes much more memory than its characters. What people type stays far
     * below, as parts by one author are put together.
     *
     * @param limit how many bytes the text may have
     * @return null if it may
     */
    public static @Nullable Failure checkParts(AuthoredText text, long limit) {
        return text.leaves() <= Math.max(LEAST_PARTS, limit / BYTES_FOR_PART)
                ? null
                : new Failure(
                        TextOperationError.FAILED,
                        "the document has " + text.leaves() + " parts by changing authors, which is as many as it may"
                                + " have; begin another document");
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

    /** How much memory so many bytes of UTF-8 take as text that came in large pieces, see {@link AuthoredText#memory}. */
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
