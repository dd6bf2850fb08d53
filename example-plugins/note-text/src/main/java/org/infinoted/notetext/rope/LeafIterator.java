// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Walks the leaves from left to right. */
final class LeafIterator {
    /** What is still to come, next on top. */
    private final Deque<AuthoredText> rest = new ArrayDeque<>();

    LeafIterator(AuthoredText text) {
        if (text.length() > 0) {
            rest.push(text);
        }
    }

    /** The next leaf, which is not empty; null after the last one. */
    @Nullable
    Leaf next() {
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
}
