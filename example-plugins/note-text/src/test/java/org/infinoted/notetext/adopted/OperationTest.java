// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.adopted.RemoteDelete.Gone;
import org.infinoted.notetext.adopted.RemoteDelete.Live;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each pair of operations that can meet. */
@Tag("unit")
class OperationTest {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz";

    private static Insert insert(long position, String text) {
        return new Insert(position, AuthoredText.of(1, text));
    }

    /** The deletion of {@code [position, position + length)} from the alphabet. */
    private static Delete delete(int position, int length) {
        return new Delete(position, letters(position, length));
    }

    private static AuthoredText letters(int position, int length) {
        return AuthoredText.of(9, ALPHABET.substring(position, position + length));
    }

    private static Operation stay(Operation operation, Operation other) {
        return Transformation.transform(operation, other, true);
    }

    private static Operation giveWay(Operation operation, Operation other) {
        return Transformation.transform(operation, other, false);
    }

    @ParameterizedTest
    @CsvSource({"2, 5, 2, 2", "5, 2, 8, 8", "4, 4, 4, 7"})
    void insertAfterInsert(int position, int other, int staying, int yielding) {
        assertEquals(insert(staying, "x"), stay(insert(position, "x"), insert(other, "yyy")));
        assertEquals(insert(yielding, "x"), giveWay(insert(position, "x"), insert(other, "yyy")));
    }

    @ParameterizedTest
    @CsvSource({"8, 3", "7, 2", "5, 2", "2, 2", "1, 1"})
    void insertAfterDeletionOfFiveFromTwo(int position, int expected) {
        assertEquals(insert(expected, "x"), giveWay(insert(position, "x"), delete(2, 5)));
    }

    @Test
    void deletionBeforeAnInsertStays() {
        assertEquals(delete(2, 3), stay(delete(2, 3), insert(5, "xy")));
    }

    @Test
    void deletionAfterAnInsertMoves() {
        assertEquals(new Delete(4, letters(2, 3)), stay(delete(2, 3), insert(2, "xy")));
    }

    @Test
    void deletionAroundAnInsertSplits() {
        assertEquals(
                new Split(List.of(new Delete(2, letters(2, 1)), new Delete(4, letters(3, 2)))),
                stay(delete(2, 3), insert(3, "xy")));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 5, 4, 2, cde",
        "9, 3, 5, 4, 5, jkl",
        "6, 2, 5, 4, 5, ''",
        "5, 4, 5, 4, 5, ''",
        "7, 4, 5, 4, 5, jk",
        "5, 6, 5, 4, 5, jk",
        "3, 4, 5, 4, 3, de",
        "3, 9, 5, 4, 3, dejkl",
        "3, 6, 5, 4, 3, de"
    })
    void deletionAfterDeletion(int position, int length, int other, int otherLength, int expected, String left) {
        assertEquals(
                new Delete(expected, AuthoredText.of(9, left)),
                giveWay(delete(position, length), delete(other, otherLength)));
    }

    @Test
    void emptyDeletionIsUnchangedByAnInsertAtItsPosition() {
        assertEquals(delete(3, 0), giveWay(delete(3, 0), insert(3, "xy")));
    }

    @Test
    void emptyDeletionInsideADeletionMovesToItsStart() {
        assertEquals(delete(2, 0), giveWay(delete(4, 0), delete(2, 5)));
        assertEquals(delete(7, 3), giveWay(delete(7, 3), delete(7, 0)));
        assertEquals(delete(7, 3), giveWay(delete(7, 3), delete(8, 0)));
    }

    @Test
    void remoteDeletionRemembersWhatOthersDeleted() {
        assertEquals(
                new RemoteDelete(3, List.of(new Live(2), new Gone(letters(5, 4)), new Live(3)), 5),
                giveWay(new RemoteDelete(3, 9), delete(5, 4)));
        assertEquals(
                new RemoteDelete(5, List.of(new Gone(letters(7, 2)), new Live(2)), 2),
                giveWay(new RemoteDelete(7, 4), delete(5, 4)));
    }

    @Test
    void secondLossFallsAroundTheFirst() {
        var once = giveWay(new RemoteDelete(3, 6), delete(5, 2));
        // In "abcdehijk..." somebody deletes "eh", which had "fg" between them.
        var twice = giveWay(once, new Delete(4, AuthoredText.of(9, "eh")));
        assertEquals(
                new RemoteDelete(
                        3,
                        List.of(
                                new Live(1),
                                new Gone(letters(4, 1)),
                                new Gone(letters(5, 2)),
                                new Gone(letters(7, 1)),
                                new Live(1)),
                        2),
                twice);
        assertEquals(letters(3, 6), ((RemoteDelete) twice).complete(AuthoredText.of(9, "di")));
    }

    @Test
    void splitOfARemoteDeletionLeavesGoneTextAtTheCutInTheFirstHalf() {
        var once = giveWay(new RemoteDelete(3, 6), delete(5, 2));
        assertEquals(
                new Split(List.of(
                        new RemoteDelete(3, List.of(new Live(2), new Gone(letters(5, 2))), 2),
                        new RemoteDelete(4, List.of(new Live(2)), 2))),
                giveWay(once, insert(5, "x")));
    }

    @Test
    void remoteDeletionNeedsTheTextOfOtherDeletions() {
        assertThrows(IllegalArgumentException.class, () -> giveWay(new RemoteDelete(3, 6), new RemoteDelete(3, 6)));
    }

    @ParameterizedTest
    @CsvSource({
        // caret, selection, insert of 3 at, new caret, new selection
        "5, 0, 4, 8, 0",
        "5, 0, 5, 5, 0",
        "5, 0, 6, 5, 0",
        "5, 4, 5, 8, 4",
        "5, 4, 4, 8, 4",
        "5, 4, 6, 5, 7",
        "5, 4, 9, 5, 4",
        "9, -4, 5, 12, -4",
        "9, -4, 6, 12, -7",
        "9, -4, 9, 9, -4"
    })
    void moveAfterInsert(long caret, long selection, long at, long newCaret, long newSelection) {
        assertEquals(new Move(newCaret, newSelection), stay(new Move(caret, selection), insert(at, "xyz")));
    }

    @ParameterizedTest
    @CsvSource({
        // caret, selection, deletion from, length, new caret, new selection
        "5, 0, 5, 3, 5, 0",
        "5, 0, 4, 3, 4, 0",
        "5, 0, 2, 3, 2, 0",
        "5, 0, 1, 3, 2, 0",
        "2, 5, 4, 6, 2, 2",
        "7, -5, 4, 6, 4, -2",
        "2, 5, 0, 9, 0, 0",
        "2, 5, 0, 4, 0, 3",
        "2, 5, 3, 2, 2, 3"
    })
    void moveAfterDeletion(long caret, long selection, int from, int length, long newCaret, long newSelection) {
        assertEquals(new Move(newCaret, newSelection), stay(new Move(caret, selection), delete(from, length)));
    }

    @Test
    void noOpNeverChanges() {
        assertEquals(NoOp.INSTANCE, stay(NoOp.INSTANCE, insert(0, "x")));
        assertEquals(NoOp.INSTANCE, stay(NoOp.INSTANCE, Split.of(delete(0, 1), insert(0, "x"))));
        assertEquals(NoOp.INSTANCE, NoOp.INSTANCE.reverse());
    }

    @Test
    void nothingFollowsAMoveOrNoOp() {
        assertThrows(IllegalArgumentException.class, () -> stay(insert(0, "x"), new Move(0, 0)));
        assertThrows(IllegalArgumentException.class, () -> stay(new Move(0, 0), NoOp.INSTANCE));
    }

    @Test
    void operationAfterASplitFollowsBothParts() {
        var split = Split.of(insert(2, "x"), delete(5, 2));
        assertEquals(insert(5, "y"), stay(insert(6, "y"), split));
        assertEquals(new Move(5, 0), stay(new Move(6, 0), split));
    }

    @Test
    void secondPartOfASplitFollowsWhatTheFirstPartLeftOfTheOther() {
        var split = Split.of(delete(2, 3), new Delete(2, letters(5, 2)));
        // The insert comes between c and d: it cuts the first part and ends up before the second.
        assertEquals(
                new Split(List.of(
                        new Delete(2, letters(2, 1)), new Delete(4, letters(3, 2)), new Delete(4, letters(5, 2)))),
                stay(split, insert(3, "xy")));
    }

    @Test
    void splitIsNeverJoinedAgain() {
        var split = Split.of(delete(2, 1), delete(2, 1));
        var after = (Split) stay(split, delete(0, 9));
        assertEquals(
                List.of(0L, 0L), after.parts().stream().map(Elementary::length).toList());
    }

    @Test
    void reverseOfASplitUndoesTheLastPartFirst() {
        assertEquals(
                new Split(List.of(new Insert(5, letters(5, 2)), new Delete(2, AuthoredText.of(1, "x")))),
                Split.of(insert(2, "x"), delete(5, 2)).reverse());
    }

    @Test
    void kindsKnowWhetherTheyAffectTheBuffer() {
        assertTrue(insert(0, "").affectsBuffer());
        assertTrue(delete(0, 0).affectsBuffer());
        assertTrue(new RemoteDelete(0, 0).affectsBuffer());
        assertTrue(Split.of(delete(0, 0), delete(0, 0)).affectsBuffer());
        assertFalse(new Move(0, 0).affectsBuffer());
        assertFalse(NoOp.INSTANCE.affectsBuffer());
    }

    @Test
    void onlyWhatKnowsItsTextIsReversible() {
        assertTrue(Split.of(insert(0, "x"), delete(0, 1)).isReversible());
        assertFalse(Split.of(new RemoteDelete(0, 1), new RemoteDelete(0, 1)).isReversible());
        assertThrows(UnsupportedOperationException.class, () -> new RemoteDelete(0, 1).reverse());
        assertThrows(UnsupportedOperationException.class, () -> new Move(0, 0).reverse());
    }

    @Test
    void largeNumbersDoNotOverflow() {
        var far = new Insert(0xFFFF_FFFFL, AuthoredText.of(1, "x"));
        assertEquals(0x1_0000_0002L, ((Insert) giveWay(far, insert(0, "xyz"))).position());
    }
}
