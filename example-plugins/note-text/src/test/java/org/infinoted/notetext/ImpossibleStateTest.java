// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.move;
import static org.infinoted.notetext.Requests.noOp;
import static org.infinoted.notetext.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that claims to be in a state that it cannot be in: it alone must begin anew, or cannot join. */
@Tag("unit")
class ImpossibleStateTest {
    private NoteFixture fixture;

    /** User 1 types twice, then user 2, and user 1 once more. User 3 has said nothing about it. */
    @BeforeEach
    void type() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.send(fixture.a, request(1, "", insert(0, "a")));
        fixture.send(fixture.a, request(1, "", insert(1, "b")));
        fixture.send(fixture.b, request(2, "1:2", insert(2, "c")));
        fixture.send(fixture.a, request(1, "2:1", insert(3, "d")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:4",
                "1:1;2:1",
                "1:3",
                "1:2;2:2",
                "2:1",
                "3:1",
                "1:1;3:1",
                "9:1",
                "1:4294967295",
                "4294967295:4294967295"
            })
    void aRequestInOneEndsItsSendersSubscription(String time) throws ProtocolException {
        checkRefused(fixture.c, 3, request(3, time, insert(0, "x")));
        assertEquals("[1]ab[2]c[1]d", fixture.text());
        // and nobody else notices
        fixture.send(fixture.b, request(2, "1:1", insert(4, "e")));
        assertEquals("[1]ab[2]c[1]d[2]e", fixture.text());
    }

    @Test
    void evenAMoveOrANoOpInOneDoes() throws ProtocolException {
        fixture.join(4, fixture.c, "");
        checkRefused(fixture.c, 3, request(3, "1:4", noOp()));
        fixture.join(3, fixture.c, "1:3;2:1");
        checkRefused(fixture.c, 3, request(3, "1:1", move(0, 0)));
    }

    private void checkRefused(Connection origin, int user, Element request) {
        List<String> sent = fixture.sendWrong(origin, request);
        assertEquals(2, sent.size(), sent.toString());
        assertTrue(sent.get(0).startsWith("to " + user + " <invalid-request "), sent.get(0));
        assertEquals("unsubscribe " + user, sent.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1:1", "1:2", "1:2;2:1", "1:3;2:1"})
    void everyStateOfTheSequenceIsPossible(String time) throws ProtocolException {
        fixture.send(fixture.c, request(3, time, insert(0, "x")));
        assertEquals("[3]x[1]ab[2]c[1]d", fixture.text());
    }

    @Test
    void oneConnectionsUsersDoNotGoBackBeforeEachOther() throws ProtocolException {
        fixture.join(4, fixture.c, "");
        fixture.send(fixture.c, request(3, "1:2", noOp()));
        checkRefused(fixture.c, 3, request(4, "1:1", noOp()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:3;2:2",
                "1:3;2:1;4:1",
                "1:3;2:1;9:1",
                "1:1;2:1",
                "2:1",
                "1:4294967295",
                "4294967295:1",
                "1:4294967295;2:4294967295"
            })
    void nobodyJoinsInOne(String time) {
        checkJoinRefused(4, fixture.c, time);
    }

    private void checkJoinRefused(int user, Connection via, String time) {
        var refusal = assertThrows(ProtocolException.class, () -> fixture.join(user, via, time));
        assertEquals(AdoptedSessionError.INVALID_REQUEST, refusal.error());
    }

    @Test
    void whoHasNotGotTheLatestYetCanJoin() throws ProtocolException {
        fixture.join(4, fixture.c, "1:2");
        fixture.send(fixture.c, request(4, "", insert(2, "x")));
        assertEquals("[1]ab[4]x[2]c[1]d", fixture.text());
    }

    @Test
    void nobodyJoinsInAStateBeforeThatOfAnotherUserOfTheConnection() throws ProtocolException {
        fixture.send(fixture.c, request(3, "1:2", noOp()));
        checkJoinRefused(4, fixture.c, "1:1");
        fixture.join(4, fixture.c, "1:2");
    }
}
