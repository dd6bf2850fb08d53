// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Cuts the runs into pieces of limited size. No run is ever put together. */
final class PieceIterator implements Iterator<Run> {
    private final LeafIterator leaves;
    private final int limit;
    private final IntUnaryOperator size;

    /** What the piece is made of while it is put together. */
    private final List<String> parts = new ArrayList<>();

    /** Where the next piece begins. */
    private @Nullable Leaf leaf;

    /** The UTF-16 index in that leaf. */
    private int offset;

    PieceIterator(AuthoredText text, int limit, IntUnaryOperator size) {
        leaves = new LeafIterator(text);
        leaf = leaves.next();
        this.limit = limit;
        this.size = size;
    }

    @Override
    public boolean hasNext() {
        return leaf != null;
    }

    @Override
    public Run next() {
        if (leaf == null) {
            throw new NoSuchElementException("the text has no further piece");
        }
        int author = leaf.author();
        int room = limit;
        parts.clear();
        while (leaf != null && leaf.author() == author) {
            String content = leaf.content();
            int from = offset;
            while (offset < content.length()) {
                int codePoint = content.codePointAt(offset);
                room -= size.applyAsInt(codePoint);
                if (room < 0) {
                    parts.add(content.substring(from, offset));
                    return Run.joined(author, parts);
                }
                offset += Character.charCount(codePoint);
            }
            parts.add(content.substring(from));
            leaf = leaves.next();
            offset = 0;
        }
        return Run.joined(author, parts);
    }
}
