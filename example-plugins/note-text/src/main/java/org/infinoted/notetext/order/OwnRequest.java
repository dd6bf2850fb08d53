// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import org.infinoted.notetext.adopted.Operation;

/** A request of a view's own, and what it came to. */
public final class OwnRequest {
    private final UndoChain chain;
    private final int depth;
    private final long firstPiece;
    private long executedAt;
    private int pieces;
    private Operation done;

    private OwnRequest(UndoChain chain, int depth, long executedAt, Operation done) {
        this.chain = chain;
        this.depth = depth;
        this.firstPiece = executedAt;
        this.executedAt = executedAt;
        this.done = done;
    }

    /**
     * A request that is no undo or redo.
     *
     * @param madeAt the sum of the state in which it was made
     */
    static OwnRequest edit(long madeAt, long executedAt, Operation operation) {
        return new OwnRequest(new UndoChain(madeAt), 0, executedAt, operation);
    }

    /** The undo or redo of another one. */
    static OwnRequest takingBack(OwnRequest other, long executedAt, Operation operation) {
        return new OwnRequest(other.chain, other.depth + 1, executedAt, operation);
    }

    /** One that was saved. Nothing has undone or redone it since. */
    OwnRequest(SavedView.Request saved) {
        this.chain = new UndoChain(saved.madeAt());
        this.depth = saved.depth();
        this.firstPiece = saved.firstPiece();
        this.executedAt = saved.executedAt();
        this.pieces = saved.pieces();
        this.done = saved.done();
        chain.depth(depth);
    }

    SavedView.Request save() {
        return new SavedView.Request(firstPiece, pieces, executedAt, chain.madeAt(), depth, done);
    }

    UndoChain chain() {
        return chain;
    }

    int depth() {
        return depth;
    }

    /** Whether it is neither an undo nor a redo. */
    boolean isEdit() {
        return depth == 0;
    }

    /** How many pieces there were when it was executed, as the connection has come to know it. */
    long executedAt() {
        return executedAt;
    }

    /** The first of the pieces that it came to. */
    long firstPiece() {
        return firstPiece;
    }

    /** How many pieces it came to. */
    int pieces() {
        return pieces;
    }

    /** The connection is told of a piece as if it had come before this. */
    void crossed(Operation afterIt, long now) {
        done = afterIt;
        executedAt = now;
    }

    /** What it did to the text as that was then. */
    public Operation done() {
        return done;
    }

    /** This is what it does to the present text. From now on it counts as in effect. */
    void translated(Operation what) {
        done = what;
        chain.depth(depth);
    }

    /** It was executed. */
    void executed(Operation what, int count) {
        done = what;
        pieces = count;
    }
}
