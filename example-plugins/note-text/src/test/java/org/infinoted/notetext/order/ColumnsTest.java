// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What pieces are after own requests: the latest result whose request is in effect. */
@Tag("unit")
class ColumnsTest {
    private static final Piece PIECE = new Piece(1, Piece.SERVER, insert(0));

    private final Columns columns = new Columns();

    private static Insert insert(int position) {
        return new Insert(position, AuthoredText.of(1, "x"));
    }

    private static OwnRequest inEffect(OwnRequest request) {
        request.translated(request.done());
        return request;
    }

    private static OwnRequest edit() {
        return inEffect(OwnRequest.edit(0, 0, insert(0)));
    }

    private static OwnRequest takeBack(OwnRequest other) {
        return inEffect(OwnRequest.takingBack(other, 0, new Erasure(0, 1)));
    }

    private void push(long number, OwnRequest by, Operation operation) {
        columns.push(number, by.chain(), by.depth(), operation);
    }

    private void check(Operation expected, long number) {
        assertEquals(expected, columns.top(number, PIECE));
    }

    @Test
    void aPieceIsWhatItIsUntilARequestHasChangedIt() {
        push(7, edit(), insert(1));
        check(insert(1), 7);
        check(PIECE.change(), 6);
        check(PIECE.change(), 8);
        check(PIECE.change(), 1_000_000);
    }

    @Test
    void theLatestResultCounts() {
        push(7, edit(), insert(1));
        push(7, edit(), insert(2));
        check(insert(2), 7);
    }

    @Test
    void aResultDoesNotCountWhileItsRequestIsUndone() {
        push(7, edit(), insert(1));
        OwnRequest undone = edit();
        push(7, undone, insert(2));
        OwnRequest undo = takeBack(undone);
        check(insert(1), 7);
        takeBack(undo);
        check(insert(2), 7);
    }

    @Test
    void ofAcknowledgedPiecesOnlyWhatUndoAndRedoMadeOfThemStays() {
        OwnRequest first = edit();
        OwnRequest undo = takeBack(first);
        OwnRequest redo = takeBack(undo);
        push(7, first, insert(1));
        push(7, undo, insert(2));
        push(7, edit(), insert(3));
        push(7, redo, insert(4));
        push(8, edit(), insert(5));
        columns.acknowledge(7);
        columns.acknowledge(6);
        assertEquals(3, columns.size());
        check(insert(4), 7);
        check(insert(5), 8);
        OwnRequest undoAgain = takeBack(redo);
        check(insert(2), 7);
        takeBack(undoAgain);
        check(insert(4), 7);
    }

    @Test
    void anUndoCanReachPiecesBeforeAllOthers() {
        push(1000, edit(), insert(1));
        push(900, edit(), insert(2));
        push(1100, edit(), insert(3));
        check(insert(1), 1000);
        check(insert(2), 900);
        check(insert(3), 1100);
        assertEquals(3, columns.size());
    }

    @Test
    void discardedPiecesTakeTheirColumnsWithThem() {
        for (int i = 0; i < 100; i++) {
            push(i, edit(), insert(i));
            push(i, edit(), insert(2 * i));
        }
        columns.discardBefore(10);
        assertEquals(180, columns.size());
        columns.discardBefore(95);
        assertEquals(10, columns.size());
        check(PIECE.change(), 94);
        check(insert(190), 95);
        check(insert(198), 99);
        columns.discardBefore(1000);
        assertEquals(0, columns.size());
        push(2000, edit(), insert(1));
        check(insert(1), 2000);
    }
}
