// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Carets and selections follow the text. */
@Tag("unit")
class CaretTest {
    @Test
    void ownTypingPushesTheCaret() {
        var host = Host.of("abcd", 1);
        host.move(1, "", 2, 0);
        host.insert(1, "", 2, "xy");
        assertEquals(new Move(4, 0), host.caret(1));
    }

    @Test
    void foreignTextAtTheCaretGoesBehindIt() {
        var host = Host.of("abcd", 2);
        host.move(1, "", 2, 0);
        host.insert(2, "", 2, "xy");
        assertEquals(new Move(2, 0), host.caret(1));
    }

    @Test
    void foreignTextBeforeTheCaretMovesIt() {
        var host = Host.of("abcd", 2);
        host.move(1, "", 2, 0);
        host.insert(2, "", 1, "xy");
        assertEquals(new Move(4, 0), host.caret(1));
    }

    @Test
    void ownTextAtTheStartOfTheSelectionMovesItAsForeignTextDoes() {
        var host = Host.of("abcd", 1);
        host.move(1, "", 1, 2);
        host.insert(1, "", 1, "x");
        assertEquals(new Move(2, 2), host.caret(1));
    }

    @Test
    void ownTextAtTheEndOfTheSelectionStaysOutside() {
        var host = Host.of("abcd", 1);
        host.move(1, "", 3, -2);
        host.insert(1, "", 3, "x");
        assertEquals(new Move(3, -2), host.caret(1));
    }

    @Test
    void deletionPullsTheCaret() {
        var host = Host.of("abcdef", 2);
        host.move(1, "", 5, 0);
        host.delete(2, "", 1, 2);
        assertEquals(new Move(3, 0), host.caret(1));
        host.delete(2, "2:1", 2, 2);
        assertEquals(new Move(2, 0), host.caret(1));
    }

    /** Where the selection ends inside the deletion, the original gets its sign wrong. */
    @Test
    void selectionCutByADeletionKeepsItsDirection() {
        var host = Host.of("abcdefghijkl", 3);
        host.move(1, "", 2, 5);
        host.move(2, "", 7, -5);
        host.delete(3, "", 4, 6);
        assertEquals(new Move(2, 2), host.caret(1));
        assertEquals(new Move(4, -2), host.caret(2));
    }

    @Test
    void moveOfALateSenderIsTransformed() {
        var host = Host.of("abcdef", 2);
        host.insert(2, "", 1, "xy");
        host.delete(2, "2:1", 5, 1);
        host.move(1, "", 2, 2);
        assertEquals(new Move(4, 1), host.caret(1));
    }

    @Test
    void caretOfAnAbsentUserStaysWhereItWas() {
        var host = Host.of("abcdef", 2);
        host.move(1, "", 3, 0);
        host.leave(1);
        host.insert(2, "", 0, "x");
        assertEquals(new Move(3, 0), host.caret(1));
    }

    @Test
    void caretOfAnInactiveUserFollows() {
        var host = Host.of("abcdef", 2);
        host.move(1, "", 3, 0);
        host.engine.setStatus(1, Status.INACTIVE);
        host.insert(2, "", 0, "x");
        assertEquals(new Move(4, 0), host.caret(1));
    }

    @Test
    void eachPartOfASplitCountsForItself() {
        var host = Host.of("abcdef", 3);
        host.move(1, "", 6, 0);
        host.insert(2, "", 3, "xyz");
        host.delete(3, "", 2, 2);
        assertEquals("abxyzef", host.text());
        assertEquals(new Move(7, 0), host.caret(1));
    }
}
