// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What must hold for any operations made on the same text, tried with nineteen that meet in all ways. Where two insert at the
 * same position, the later one in the list yields. Each insert has an author of its own, so that equal letters tell apart.
 */
@Tag("unit")
class TransformationPropertyTest {
    private static final AuthoredText TEXT = AuthoredText.of(0, "abcdefghijklmnopqrstuvwxyz");

    private static final List<Operation> OPERATIONS = operations();

    private static List<Operation> operations() {
        var all = new ArrayList<Operation>();
        all.add(insert(1, 4, "a"));
        all.add(insert(2, 4, "b"));
        all.add(insert(3, 4, "c"));
        all.add(insert(4, 4, "a"));
        all.add(insert(5, 2, "ac"));
        all.add(insert(6, 3, "bc"));
        all.add(insert(7, 2, "gro"));
        all.add(delete(0, 1));
        all.add(delete(0, 5));
        all.add(delete(2, 7));
        all.add(delete(1, 9));
        all.add(split(delete(0, 1), delete(2, 1)));
        all.add(split(delete(2, 1), delete(0, 1)));
        all.add(split(delete(0, 1), delete(1, 1)));
        all.add(split(delete(1, 1), delete(0, 1)));
        all.add(split(delete(1, 1), insert(8, 0, "a")));
        all.add(split(delete(1, 1), insert(9, 1, "b")));
        all.add(split(insert(10, 0, "a"), delete(1, 1)));
        all.add(split(insert(11, 1, "b"), delete(1, 1)));
        return all;
    }

    private static Elementary insert(int author, int position, String text) {
        return new Insert(position, AuthoredText.of(author, text));
    }

    private static Elementary delete(int position, int length) {
        return new Delete(position, TEXT.slice(position, length));
    }

    /** The second is made on the text that the first leaves. */
    private static Operation split(Elementary first, Elementary second) {
        if (second.inserts()) {
            return Split.of(first, second);
        }
        var between = first.applyTo(TEXT);
        int position = (int) second.position();
        return Split.of(first, new Delete(position, between.slice(position, (int) second.length())));
    }

    private static AuthoredText apply(AuthoredText text, List<Elementary> parts) {
        for (var part : parts) {
            if (!part.inserts()) {
                assertEquals(
                        ((Delete) part).chunk(),
                        text.slice((int) part.position(), (int) part.length()),
                        "deleted text must be what the deletion says");
            }
            text = part.applyTo(text);
        }
        return text;
    }

    private static AuthoredText apply(AuthoredText text, Operation operation) {
        return apply(text, Split.partsOf(operation));
    }

    @Test
    void reverseRestoresTheText() {
        assertEquals(19, OPERATIONS.size());
        for (var operation : OPERATIONS) {
            assertEquals(TEXT, apply(apply(TEXT, operation), operation.reverse()), operation::toString);
        }
    }

    @Test
    void bothOrdersOfTwoGiveTheSameText() {
        int pairs = 0;
        for (int i = 0; i < OPERATIONS.size(); i++) {
            for (int j = 0; j < OPERATIONS.size(); j++) {
                if (i != j) {
                    var x = OPERATIONS.get(i);
                    var y = OPERATIONS.get(j);
                    var xThenY = apply(apply(TEXT, x), Transformation.transform(y, x, j < i));
                    var yThenX = apply(apply(TEXT, y), Transformation.transform(x, y, i < j));
                    assertEquals(xThenY, yThenX, () -> x + " and " + y);
                    pairs++;
                }
            }
        }
        assertEquals(342, pairs);
    }

    @Test
    void threeInAnyOrderGiveTheSameIfEarlyPositionsBreakTies() {
        assertEquals(0, countDivergingTriples(true));
    }

    /** The engine decides ties in the current state, as all hosts do; this is how often that shows here. */
    @Test
    void threeInAnyOrderCanDifferIfTiesAreBrokenByUser() {
        assertEquals(384, countDivergingTriples(false));
    }

    private static int countDivergingTriples(boolean early) {
        int triples = 0;
        int diverging = 0;
        for (int i = 0; i < OPERATIONS.size(); i++) {
            for (int j = 0; j < OPERATIONS.size(); j++) {
                for (int k = 0; k < OPERATIONS.size(); k++) {
                    if (i != j && i != k && j != k) {
                        triples++;
                        diverging += diverges(i, j, k, early) ? 1 : 0;
                    }
                }
            }
        }
        assertEquals(5814, triples);
        return diverging;
    }

    /** Whether the third operation comes out differently after the other two in one order and in the other. */
    private static boolean diverges(int i, int j, int k, boolean early) {
        var x = NestedOperation.of(OPERATIONS.get(i));
        var y = NestedOperation.of(OPERATIONS.get(j));
        var z = NestedOperation.of(OPERATIONS.get(k));
        var yAfterX = y.after(x, j < i);
        var xAfterY = x.after(y, i < j);
        var zAfterX = z.after(x, k < i);
        var zAfterY = z.after(y, k < j);
        var one = zAfterX.after(yAfterX, early ? z : zAfterX, early ? y : yAfterX, k < j);
        var two = zAfterY.after(xAfterY, early ? z : zAfterY, early ? x : xAfterY, k < i);
        var both = apply(apply(TEXT, x.flat()), yAfterX.flat());
        return !apply(both, one.flat()).equals(apply(both, two.flat()));
    }

    @Test
    void flatSplitsTransformLikeNestedOnes() {
        for (int i = 0; i < OPERATIONS.size(); i++) {
            for (int j = 0; j < OPERATIONS.size(); j++) {
                for (int k = 0; k < OPERATIONS.size(); k++) {
                    if (i != j && i != k && j != k) {
                        compareFlatWithNested(i, j, k);
                    }
                }
            }
        }
    }

    private static void compareFlatWithNested(int i, int j, int k) {
        var x = OPERATIONS.get(i);
        var y = OPERATIONS.get(j);
        var z = OPERATIONS.get(k);
        var flatY = Transformation.transform(y, x, j < i);
        var flatZ = Transformation.transform(Transformation.transform(z, x, k < i), flatY, k < j);
        var nestedY = NestedOperation.of(y).after(NestedOperation.of(x), j < i);
        var nestedZ = NestedOperation.of(z).after(NestedOperation.of(x), k < i).after(nestedY, k < j);
        assertEquals(nestedZ.flat(), Split.partsOf(flatZ), () -> x + ", " + y + ", " + z);
    }
}
