// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** Places the user's caret. The selection reaches from the caret over {@code selection} code points, backwards if negative. */
public record Move(long caret, long selection) implements Operation {
    /**
     * The move after a change.
     *
     * @param own whether the user itself makes the change; typing then pushes an empty selection forward
     */
    public Move after(Elementary change, boolean own) {
        long bound = caret + selection;
        boolean single = selection == 0;
        long newCaret = shift(caret, single ? own : caret < bound, change);
        long newBound = shift(bound, single ? own : bound < caret, change);
        return newCaret == caret && newBound == bound ? this : new Move(newCaret, newBound - newCaret);
    }

    /** The nearest one within a text of a length. */
    public Move within(long length) {
        long bound = Math.max(0, Math.min(length, caret + selection));
        long nearest = Math.max(0, Math.min(length, caret));
        return new Move(nearest, bound - nearest);
    }

    /** @param pushed whether text inserted exactly at the mark comes before the mark */
    private static long shift(long mark, boolean pushed, Elementary change) {
        long q = change.position();
        if (change.inserts()) {
            return q < mark || (q == mark && pushed) ? mark + change.length() : mark;
        }
        return mark <= q ? mark : Math.max(q, mark - change.length());
    }

    @Override
    public boolean affectsBuffer() {
        return false;
    }

    @Override
    public boolean isReversible() {
        return false;
    }

    @Override
    public Operation reverse() {
        throw new UnsupportedOperationException("a move cannot be reversed");
    }
}
