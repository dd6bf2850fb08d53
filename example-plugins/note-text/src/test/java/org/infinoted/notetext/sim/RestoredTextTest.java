// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.notetext.TextNotes;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes back when several users take back what they have erased at the same time. */
@Tag("unit")
class RestoredTextTest {
    private final ScheduledSession session =
            new ScheduledSession(TextNotes::total, Limits.DEFAULTS, AuthoredText.of(0, "abcde"), List.of(1, 2));

    @BeforeEach
    void bothJoin() {
        session.join(1);
        session.join(2);
        session.deliverAll();
    }

    private void erase(int user, int position, int length) {
        session.request(user, new RemoteDelete(position, length));
    }

    private void assertText(String expected) {
        session.deliverAll();
        assertEquals(expected, session.text());
        assertEquals(List.of(), session.problems());
    }

    @Test
    void whatBothHaveErasedIsBackWhenBothHaveTakenItBack() {
        erase(1, 0, 5);
        erase(2, 0, 5);
        assertText("");
        session.takeBack(1, Request.Type.UNDO, 1);
        session.takeBack(2, Request.Type.UNDO, 1);
        assertText("abcde");
    }

    @Test
    void whatOverlapsIsBackToo() {
        erase(1, 3, 2);
        erase(2, 0, 5);
        assertText("");
        session.takeBack(2, Request.Type.UNDO, 1);
        session.takeBack(1, Request.Type.UNDO, 1);
        assertText("abcde");
    }
}
