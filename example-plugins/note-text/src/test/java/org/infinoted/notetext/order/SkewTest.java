// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.notetext.adopted.StateVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the counts of one connection differ from those of the sequence. */
@Tag("unit")
class SkewTest {
    private static final StateVector CANONICAL = StateVector.parse("1:5;2:3");

    @Test
    void withoutOneTheCountsAreTheSame() {
        assertTrue(Skew.NONE.isNone());
        assertSame(CANONICAL, Skew.NONE.applyTo(CANONICAL));
        assertSame(Skew.NONE, Skew.NONE.plus(1, 0));
    }

    @Test
    void usersCountForMoreOrLessOrForTheFirstTime() {
        Skew skew = Skew.NONE.plus(1, -2).plus(2, 1).plus(9, 4);
        assertFalse(skew.isNone());
        assertEquals(StateVector.parse("1:3;2:4;9:4"), skew.applyTo(CANONICAL));
        assertEquals(StateVector.parse("1:5;2:3"), CANONICAL);
    }

    @Test
    void aUserWhoseCountIsNoneIsNotMentioned() {
        assertEquals(StateVector.parse("1:5"), Skew.NONE.plus(2, -3).applyTo(CANONICAL));
    }

    @Test
    void differencesAddUpAndCanEnd() {
        Skew skew = Skew.NONE.plus(1, -2).plus(1, -1);
        assertEquals(StateVector.parse("1:2;2:3"), skew.applyTo(CANONICAL));
        assertSame(Skew.NONE, skew.plus(1, 3));
    }

    @Test
    void equalOnesAreEqual() {
        assertEquals(Skew.NONE.plus(1, 1).plus(2, -1), Skew.NONE.plus(2, -1).plus(1, 1));
        assertEquals(
                Skew.NONE.plus(1, 1).plus(2, -1).hashCode(),
                Skew.NONE.plus(2, -1).plus(1, 1).hashCode());
        assertNotEquals(Skew.NONE.plus(1, 1), Skew.NONE.plus(1, 2));
        assertNotEquals(Skew.NONE, Skew.NONE.plus(1, 1));
    }
}
