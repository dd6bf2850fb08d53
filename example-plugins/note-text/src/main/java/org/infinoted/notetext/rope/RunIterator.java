// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Joins neighbouring leaves of the same author. */
final class RunIterator implements Iterator<Run> {
    private final LeafIterator leaves;

    /** What the run is made of while it is put together. */
    private final List<String> parts = new ArrayList<>();

    private @Nullable Leaf next;

    RunIterator(AuthoredText text) {
        leaves = new LeafIterator(text);
        next = leaves.next();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Run next() {
        if (next == null) {
            throw new NoSuchElementException("the text has no further run");
        }
        int author = next.author();
        parts.clear();
        while (next != null && next.author() == author) {
            parts.add(next.content());
            next = leaves.next();
        }
        return Run.joined(author, parts);
    }
}
