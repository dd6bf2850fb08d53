// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.redo;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.protocol.ProtocolException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several users on one connection: they edit as they like, but cannot undo past each other. */
@Tag("unit")
class SeveralUsersTest {
    private NoteFixture fixture;

    /** Users 1 and 4 type through connection a. */
    @BeforeEach
    void type() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.join(4, fixture.a, "");
        fixture.send(fixture.a, request(1, "", insert(0, "one")));
        fixture.send(fixture.a, request(4, "1:1", insert(3, "four")));
    }

    @Test
    void theirEditsAreConcurrentToThoseOfOthersOnly() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(0, "X")));
        assertEquals(
                List.of("but 1 " + request(1, "2:1;4:1", delete(4, 4))),
                fixture.send(fixture.a, request(1, "4:1", delete(3, 4))));
        assertEquals(
                List.of("but 1 " + request(4, "1:1;2:1", insert(4, "!"))),
                fixture.send(fixture.a, request(4, "1:1;2:1", insert(4, "!"))));
        assertEquals("[2]X[1]one[4]!", fixture.text());
    }

    @Test
    void whatNobodyOfThemHasFollowedCanBeUndone() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1;4:1", insert(0, "X")));
        fixture.send(fixture.a, request(4, "", undo()));
        assertEquals("[2]X[1]one", fixture.text());
    }

    @Test
    void whatAnotherOneHasFollowedCannotBeUndone() throws ProtocolException {
        List<String> sent = fixture.sendWrong(fixture.a, request(1, "4:1", undo()));
        assertEquals(2, sent.size(), sent.toString());
        assertTrue(sent.get(0).contains("user 4 of the same connection has changed the text since"), sent.get(0));
        assertEquals("unsubscribe 1", sent.get(1));
        assertEquals("[1]one[4]four", fixture.text());
    }

    @Test
    void notEvenIfThatWasUndone() throws ProtocolException {
        fixture.send(fixture.a, request(4, "", undo()));
        List<String> sent = fixture.sendWrong(fixture.a, request(1, "4:2", undo()));
        assertTrue(sent.get(0).contains("user 4 of the same connection has changed the text since"), sent.get(0));
    }

    @Test
    void whatNobodyOfThemHasFollowedCanBeRedone() throws ProtocolException {
        fixture.send(fixture.a, request(4, "", undo()));
        fixture.send(fixture.b, request(2, "1:1;4:2", insert(0, "X")));
        fixture.send(fixture.a, request(4, "", redo()));
        assertEquals("[2]X[1]one[4]four", fixture.text());
    }

    @Test
    void oneOfThemLeavesAndTheOtherGoesOn() throws ProtocolException {
        fixture.leave(1);
        assertEquals(
                List.of("but 1 " + request(4, "", insert(7, "!"))),
                fixture.send(fixture.a, request(4, "", insert(7, "!"))));
        fixture.join(1, fixture.a, "1:1;4:2");
        fixture.send(fixture.a, request(1, "", delete(0, 3)));
        assertEquals("[4]four!", fixture.text());
    }

    @Test
    void whatOneOfThemHasMadeElsewhereCountsAsWell() throws ProtocolException {
        fixture.leave(1);
        fixture.join(1, fixture.c, "1:1;4:1");
        fixture.send(fixture.c, request(1, "", insert(0, "else")));
        fixture.leave(1);
        fixture.join(1, fixture.a, "1:2;4:1");
        fixture.send(fixture.a, request(1, "", undo()));
        assertEquals("[1]one[4]four", fixture.text());
        List<String> sent = fixture.sendWrong(fixture.a, request(4, "1:2", undo()));
        assertTrue(sent.get(0).contains("user 1 of the same connection has changed the text since"), sent.get(0));
    }
}
