// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

/** A request with all that undid and redid it. */
final class UndoChain {
    /** The sum of the state in which the request at its bottom was made. */
    private final long madeAt;

    /** How often it was undone or redone. */
    private int depth;

    UndoChain(long madeAt) {
        this.madeAt = madeAt;
    }

    long madeAt() {
        return madeAt;
    }

    int depth() {
        return depth;
    }

    void depth(int newDepth) {
        depth = newDepth;
    }

    /** Whether the request at a depth is in effect: not undone, or redone. */
    boolean isInEffect(int depthOfRequest) {
        return ((depth - depthOfRequest) & 1) == 0;
    }
}
