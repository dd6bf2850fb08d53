// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.redo;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.testdoubles.FakeConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Users leave and come back, here or elsewhere: in which state they are seen, and what they can undo. */
@Tag("unit")
class RejoinTest {
    private final Connection d = new FakeConnection(4);
    private NoteFixture fixture;

    @BeforeEach
    void type() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.send(fixture.a, request(1, "", insert(0, "ab")));
    }

    @Test
    void onTheSameConnectionAUserGoesOn() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(2, "c")));
        fixture.send(fixture.a, request(1, "", undo()));
        fixture.leave(1);
        fixture.join(1, fixture.a, "1:3");
        assertEquals(
                List.of("but 1 " + request(1, "", insert(2, "c"))), fixture.send(fixture.a, request(1, "", redo())));
        fixture.send(fixture.a, request(1, "", undo()));
        fixture.send(fixture.a, request(1, "", undo()));
        assertEquals("", fixture.text());
    }

    @Test
    void onAnotherConnectionItCanUndoWhatItHasGotAsItsOwn() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(1, "X")));
        fixture.send(fixture.a, request(1, "", delete(0, 2))); // two pieces
        fixture.unsubscribe(fixture.a);
        fixture.join(1, d, "1:3;2:1");
        assertEquals(List.of("but 4 " + request(1, "", insert(1, "b"))), fixture.send(d, request(1, "", undo())));
        assertEquals(List.of("but 4 " + request(1, "", insert(0, "a"))), fixture.send(d, request(1, "", undo())));
        fixture.send(d, request(1, "", undo()));
        assertEquals("[2]X", fixture.text());
    }

    @Test
    void aNewSynchronisationOnTheSameConnectionCountsFromThere() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(1, "X")));
        fixture.send(fixture.a, request(1, "", delete(0, 2)));
        fixture.unsubscribe(fixture.a);
        User user = fixture.join(1, fixture.a, "1:3;2:1");
        assertEquals(Set.of(fixture.a), fixture.note.describedApart(user));
        fixture.send(fixture.a, request(1, "", undo()));
        assertEquals("[2]X[1]b", fixture.text());
    }

    @Test
    void whatCameInItsNameWhileItWasAwayIsWhatItUndoesFirst() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", delete(0, 2)));
        fixture.leave(1);
        fixture.send(fixture.b, request(2, "", undo()));
        fixture.join(1, fixture.a, "1:2;2:1");
        assertEquals(List.of("but 1 " + request(1, "", delete(0, 2))), fixture.send(fixture.a, request(1, "", undo())));
        assertEquals("", fixture.text());
        // and what it typed itself, which is gone already
        fixture.send(fixture.a, request(1, "", undo()));
        fixture.sendWrong(fixture.a, request(1, "", undo()));
    }

    @Test
    void whatItMadeElsewhereIsWhatItUndoesFirstWhenItIsBack() throws ProtocolException {
        fixture.leave(1);
        fixture.join(1, fixture.c, "1:1");
        fixture.send(fixture.c, request(1, "", insert(2, "c")));
        fixture.leave(1);
        fixture.join(1, fixture.a, "1:2");
        assertEquals(List.of("but 1 " + request(1, "", delete(2, 1))), fixture.send(fixture.a, request(1, "", undo())));
        fixture.send(fixture.a, request(1, "", undo()));
        assertEquals("", fixture.text());
    }

    @Test
    void whoDoesNotKnowWhatCameInItsNameCannotJoinYet() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", delete(0, 2)));
        fixture.leave(1);
        fixture.send(fixture.b, request(2, "", undo()));
        var refusal = assertThrows(ProtocolException.class, () -> fixture.join(1, fixture.a, "1:1;2:1"));
        assertEquals(AdoptedSessionError.INVALID_REQUEST, refusal.error());
        fixture.join(1, fixture.a, "1:2;2:1");
    }

    @Test
    void othersSeeItWhereEachOfThemIs() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(1, "X")));
        fixture.send(fixture.a, request(1, "", delete(0, 2))); // two pieces, which user 1 counts as one
        User user = fixture.join(4, d, "1:2;2:1"); // the last piece has not arrived yet
        assertEquals(Set.of(fixture.a, d), fixture.note.describedApart(user));
        assertEquals("<u time=\"1:3;2:1\" caret=\"0\" selection=\"0\" hue=\"0.25\"/>", fixture.describe(user));
        assertEquals("1:2;2:1", fixture.joinState(user, fixture.a));
        assertEquals("1:2;2:1", fixture.joinState(user, d));
        assertEquals(
                List.of("but 4 " + request(4, "", insert(0, "y"))), fixture.send(d, request(4, "1:1", insert(0, "y"))));
    }

    @Test
    void whoeverCountsLikeAllIsToldLikeAll() throws ProtocolException {
        User user = fixture.join(4, d, "1:1");
        assertEquals(Set.of(d), fixture.note.describedApart(user));
        assertEquals("<u time=\"1:1\" caret=\"0\" selection=\"0\" hue=\"0.25\"/>", fixture.describe(user));
        assertEquals("1:1", fixture.joinState(user, d));
    }
}
