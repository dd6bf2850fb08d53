// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.move;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.protocol.ProtocolException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many messages a request costs: one for all, and one more for each client whose counts have changed. */
@Tag("unit")
class EncodingTest {
    private NoteFixture fixture;

    @BeforeEach
    void join() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
    }

    @Test
    void withoutConcurrencyThereIsOneMessageForAll() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(0, "abcd")));
        fixture.send(fixture.b, request(2, "1:1", insert(4, "efgh")));
        fixture.context.takeSent();
        fixture.note.received(fixture.a, request(1, "2:1", delete(0, 1)));
        fixture.note.received(fixture.c, request(3, "1:2;2:1", move(2, 0)));
        fixture.note.received(fixture.a, request(1, "", undo()));
        fixture.note.received(fixture.b, request(2, "1:2", delete(0, 2)));
        fixture.note.received(fixture.c, request(3, "1:1;2:1", insert(0, "x")));
        List<String> sent = fixture.context.takeSent();
        assertEquals(5, sent.size());
        assertEquals(0, ownMessages(sent));
    }

    @Test
    void aRequestThatHasCrossedEditsOfOneOtherCostsOneMoreMessage() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(0, "abcd")));
        fixture.send(fixture.a, request(1, "", insert(0, "x")));
        assertEquals(
                List.of("but 1 2 " + request(2, "1:2", delete(2, 2)), "to 1 " + request(2, "1:1", delete(1, 2))),
                fixture.send(fixture.b, request(2, "1:1", delete(1, 2))));
    }

    @Test
    void aRequestThatHasCrossedEditsOfSeveralCostsOneMessage() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(0, "abcd")));
        fixture.send(fixture.a, request(1, "", insert(0, "x")));
        fixture.send(fixture.b, request(2, "1:1", delete(1, 2)));
        assertEquals(
                List.of("but 3 " + request(3, "1:2;2:1", delete(1, 1))),
                fixture.send(fixture.c, request(3, "1:1", delete(0, 2))));
        assertEquals(
                List.of("but 1 " + request(1, "2:1;3:1", insert(1, "y"))),
                fixture.send(fixture.a, request(1, "", insert(1, "y"))));
    }

    @Test
    void whoCountsOtherwiseGetsOneMessageOfEachUserOnItsOwn() throws ProtocolException {
        letUserOneCountOtherwise();
        assertEquals(
                List.of("but 1 2 " + request(2, "1:2", insert(0, "x")), "to 1 " + request(2, "1:1", insert(0, "x"))),
                fixture.send(fixture.b, request(2, "1:2", insert(0, "x"))));
        // from here on it counts on like all others
        assertEquals(
                List.of("but 2 " + request(2, "", insert(0, "y"))),
                fixture.send(fixture.b, request(2, "", insert(0, "y"))));
        assertEquals(
                List.of(
                        "but 1 3 " + request(3, "1:3;2:3", insert(0, "z")),
                        "to 1 " + request(3, "1:2;2:3", insert(0, "z"))),
                fixture.send(fixture.c, request(3, "1:3;2:3", insert(0, "z"))));
        assertEquals(
                List.of("but 3 " + request(3, "", insert(0, "z"))),
                fixture.send(fixture.c, request(3, "", insert(0, "z"))));
    }

    @Test
    void ofItsOwnRequestsTheOthersAreToldInOneMessage() throws ProtocolException {
        letUserOneCountOtherwise();
        // it has got user 2's insert; for the others, that was before its own latest piece
        assertEquals(
                List.of("but 1 " + request(1, "", insert(0, "x"))),
                fixture.send(fixture.a, request(1, "2:1", insert(0, "x"))));
        assertEquals(
                List.of("but 1 " + request(1, "", insert(0, "y"))),
                fixture.send(fixture.a, request(1, "", insert(0, "y"))));
    }

    @Test
    void aCaretIsToldToThoseWhoCountOtherwiseLikeARequest() throws ProtocolException {
        letUserOneCountOtherwise();
        assertEquals(
                List.of("but 1 2 " + request(2, "1:2", move(0, 0)), "to 1 " + request(2, "1:1", move(0, 0))),
                fixture.send(fixture.b, request(2, "1:2", move(0, 0))));
        assertEquals(
                List.of("but 2 " + request(2, "", move(1, 0))), fixture.send(fixture.b, request(2, "", move(1, 0))));
    }

    /** User 1 has made 2 requests, of which 3 pieces came. */
    private void letUserOneCountOtherwise() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(0, "abcd")));
        fixture.send(fixture.b, request(2, "1:1", insert(2, "X")));
        fixture.send(fixture.a, request(1, "", delete(0, 4)));
        assertEquals("[2]X", fixture.text());
    }

    private static long ownMessages(List<String> sent) {
        return sent.stream().filter(message -> message.startsWith("to ")).count();
    }
}
