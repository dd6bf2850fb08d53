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
        var fixture = EngineFixture.of("abcd", 1);
        fixture.move(1, "", 2, 0);
        fixture.insert(1, "", 2, "xy");
        assertEquals(new Move(4, 0), fixture.caret(1));
    }

    @Test
    void foreignTextAtTheCaretGoesAfterIt() {
        var fixture = EngineFixture.of("abcd", 2);
        fixture.move(1, "", 2, 0);
        fixture.insert(2, "", 2, "xy");
        assertEquals(new Move(2, 0), fixture.caret(1));
    }

    @Test
    void foreignTextBeforeTheCaretMovesIt() {
        var fixture = EngineFixture.of("abcd", 2);
        fixture.move(1, "", 2, 0);
        fixture.insert(2, "", 1, "xy");
        assertEquals(new Move(4, 0), fixture.caret(1));
    }

    @Test
    void ownTextAtTheStartOfTheSelectionMovesItAsForeignTextDoes() {
        var fixture = EngineFixture.of("abcd", 1);
        fixture.move(1, "", 1, 2);
        fixture.insert(1, "", 1, "x");
        assertEquals(new Move(2, 2), fixture.caret(1));
    }

    @Test
    void ownTextAtTheEndOfTheSelectionStaysOutside() {
        var fixture = EngineFixture.of("abcd", 1);
        fixture.move(1, "", 3, -2);
        fixture.insert(1, "", 3, "x");
        assertEquals(new Move(3, -2), fixture.caret(1));
    }

    @Test
    void deletionPullsTheCaret() {
        var fixture = EngineFixture.of("abcdef", 2);
        fixture.move(1, "", 5, 0);
        fixture.delete(2, "", 1, 2);
        assertEquals(new Move(3, 0), fixture.caret(1));
        fixture.delete(2, "2:1", 2, 2);
        assertEquals(new Move(2, 0), fixture.caret(1));
    }

    /** The original gets the sign wrong if the selection ends inside the deletion. */
    @Test
    void selectionCutByADeletionKeepsItsDirection() {
        var fixture = EngineFixture.of("abcdefghijkl", 3);
        fixture.move(1, "", 2, 5);
        fixture.move(2, "", 7, -5);
        fixture.delete(3, "", 4, 6);
        assertEquals(new Move(2, 2), fixture.caret(1));
        assertEquals(new Move(4, -2), fixture.caret(2));
    }

    @Test
    void moveOfALateSenderIsTransformed() {
        var fixture = EngineFixture.of("abcdef", 2);
        fixture.insert(2, "", 1, "xy");
        fixture.delete(2, "2:1", 5, 1);
        fixture.move(1, "", 2, 2);
        assertEquals(new Move(4, 1), fixture.caret(1));
    }

    @Test
    void caretOfAnAbsentUserStaysWhereItWas() {
        var fixture = EngineFixture.of("abcdef", 2);
        fixture.move(1, "", 3, 0);
        fixture.leave(1);
        fixture.insert(2, "", 0, "x");
        assertEquals(new Move(3, 0), fixture.caret(1));
    }

    @Test
    void caretOfAnInactiveUserFollows() {
        var fixture = EngineFixture.of("abcdef", 2);
        fixture.move(1, "", 3, 0);
        fixture.engine.setStatus(1, Status.INACTIVE);
        fixture.insert(2, "", 0, "x");
        assertEquals(new Move(4, 0), fixture.caret(1));
    }

    @Test
    void eachPartOfASplitCountsForItself() {
        var fixture = EngineFixture.of("abcdef", 3);
        fixture.move(1, "", 6, 0);
        fixture.insert(2, "", 3, "xyz");
        fixture.delete(3, "", 2, 2);
        assertEquals("abxyzef", fixture.text());
        assertEquals(new Move(7, 0), fixture.caret(1));
    }
}
