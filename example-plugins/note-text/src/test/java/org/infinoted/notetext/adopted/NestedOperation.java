// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation and its transformation as the algorithm defines them, for comparison: splits are pairs that may nest,
 * and two inserts at the same position keep the order that they had in the earliest state in which both existed, if
 * that is known.
 */
sealed interface NestedOperation {
    /** One change. */
    record Single(Elementary operation) implements NestedOperation {}

    /** First one, then the other, on the text that the first one left. */
    record Pair(NestedOperation first, NestedOperation second) implements NestedOperation {}

    static NestedOperation of(Operation operation) {
        var parts = Split.partsOf(operation);
        NestedOperation nested = new Single(parts.get(parts.size() - 1));
        for (int i = parts.size() - 2; i >= 0; i--) {
            nested = new Pair(new Single(parts.get(i)), nested);
        }
        return nested;
    }

    default List<Elementary> flat() {
        var all = new ArrayList<Elementary>();
        if (this instanceof Pair pair) {
            all.addAll(pair.first.flat());
            all.addAll(pair.second.flat());
        } else {
            all.add(((Single) this).operation);
        }
        return all;
    }

    /** With what both operations are now as their earliest state: ties are decided by {@code stays} alone. */
    default NestedOperation after(NestedOperation other, boolean stays) {
        return after(other, this, other, stays);
    }

    /**
     * @param early what this was in the earliest state in which both existed
     * @param otherEarly what the other was there
     */
    default NestedOperation after(
            NestedOperation other, NestedOperation early, NestedOperation otherEarly, boolean stays) {
        if (other instanceof Pair pair) {
            var otherFirst = otherEarly instanceof Pair p ? p.first : otherEarly;
            var otherSecond = otherEarly instanceof Pair p ? p.second : otherEarly;
            var here = after(pair.first, early, otherFirst, stays);
            var earlyHere = otherEarly instanceof Pair ? early.after(otherFirst, stays) : early;
            return here.after(pair.second, earlyHere, otherSecond, stays);
        }
        if (this instanceof Pair pair) {
            var earlyFirst = early instanceof Pair p ? p.first : early;
            var earlySecond = early instanceof Pair p ? p.second : early;
            var between = other.after(pair.first, otherEarly, earlyFirst, !stays);
            var betweenEarly = early instanceof Pair ? otherEarly.after(earlyFirst, !stays) : otherEarly;
            return new Pair(
                    pair.first.after(other, earlyFirst, otherEarly, stays),
                    pair.second.after(between, earlySecond, betweenEarly, stays));
        }
        var mine = ((Single) this).operation;
        var theirs = ((Single) other).operation;
        boolean first = stays;
        if (early instanceof Single a
                && otherEarly instanceof Single b
                && a.operation.inserts()
                && b.operation.inserts()) {
            int order = Long.compare(a.operation.position(), b.operation.position());
            first = order == 0 ? stays : order < 0;
        }
        return of(mine.after(theirs, first));
    }
}
