// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks the leaves from left to right and joins neighbours of the same author. */
final class RunIterator implements Iterator<Run> {
    /** What is still to come, next on top. */
    private final Deque<AuthoredText> rest = new ArrayDeque<>();

    private @Nullable Leaf next;

    RunIterator(AuthoredText text) {
        if (text.length() > 0) {
            rest.push(text);
        }
        next = nextLeaf();
    }

    private @Nullable Leaf nextLeaf() {
        while (!rest.isEmpty()) {
            AuthoredText top = rest.pop();
            if (top instanceof Leaf leaf) {
                return leaf;
            }
            var branch = (Branch) top;
            rest.push(branch.right());
            rest.push(branch.left());
        }
        return null;
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
        Leaf leaf = next;
        next = nextLeaf();
        if (next == null || next.author() != leaf.author()) {
            return new Run(leaf.author(), leaf.content());
        }
        var text = new StringBuilder(leaf.content());
        while (next != null && next.author() == leaf.author()) {
            text.append(next.content());
            next = nextLeaf();
        }
        return new Run(leaf.author(), text.toString());
    }
}
