// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.move;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.requests;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.protocol.ProtocolException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is too much to ask for: only the client that asks for it notices. */
@Tag("unit")
class OrderLimitsTest {
    private static final long LOG = 2048;
    private static final long REPETITIONS = 10;
    private static final long WORK = 1000;
    private static final long WORK_PER_SECOND = 1_000_000;
    private static final int RESULTS = 100;

    private NoteFixture fixture;

    private void limit(OrderLimits limits) throws ProtocolException {
        fixture = NoteFixture.ofThree(limits);
    }

    /** User 1 types this often, and user 2 hears nothing of it. */
    private void type(int times) throws ProtocolException {
        for (int i = 0; i < times; i++) {
            fixture.send(fixture.a, request(1, "", insert(0, "x")));
        }
    }

    /** User 3 types once, of which user 2 hears nothing either. */
    private void letUserThreeType() throws ProtocolException {
        fixture.send(fixture.c, request(3, "", insert(0, "c")));
    }

    private void checkOnlyUserTwoNotices(List<String> sent, String reason) throws ProtocolException {
        assertEquals(2, sent.size(), sent.toString());
        assertTrue(
                sent.get(0).startsWith("to 2 <invalid-request ") && sent.get(0).contains(reason), sent.get(0));
        assertEquals("unsubscribe 2", sent.get(1));
        int length = fixture.note.text().length();
        fixture.send(fixture.a, request(1, "", insert(0, "y")));
        assertEquals(length + 1, fixture.note.text().length());
    }

    @Test
    void anUndoIsPossibleUntilSoManyRequestsHaveFollowed() throws ProtocolException {
        limit(new OrderLimits(6, REPETITIONS, WORK, WORK_PER_SECOND, RESULTS));
        fixture.send(fixture.b, request(2, "", insert(0, "ab")));
        type(5);
        // user 2's client does not know yet what has followed
        assertEquals(
                List.of("but 2 " + request(2, "1:5", delete(0, 2))), fixture.send(fixture.b, request(2, "", undo())));
        fixture.send(fixture.b, request(2, "1:5", insert(0, "cd")));
        type(4);
        fixture.send(fixture.b, request(2, "1:4", undo()));
        fixture.send(fixture.b, request(2, "", insert(0, "ef")));
        type(5);
        List<String> sent = fixture.sendWrong(fixture.b, request(2, "1:5", undo()));
        checkOnlyUserTwoNotices(sent, "nothing to take back");
    }

    @Test
    void aNewSubscriberGetsWhatItCanUndo() throws ProtocolException {
        limit(new OrderLimits(6, REPETITIONS, WORK, WORK_PER_SECOND, RESULTS));
        type(20);
        assertEquals(
                5,
                fixture.note.synchronization().stream()
                        .filter(message -> message.name().equals("sync-request"))
                        .count());
        fixture.unsubscribe(fixture.a);
        fixture.join(1, fixture.a, "1:20");
        for (int i = 0; i < 3; i++) { // each of them is one that follows the others
            fixture.send(fixture.a, request(1, "", undo()));
        }
        fixture.sendWrong(fixture.a, request(1, "", undo()));
    }

    @Test
    void tooManyInOneMessageAreRefused() throws ProtocolException {
        limit(new OrderLimits(LOG, REPETITIONS, WORK, WORK_PER_SECOND, RESULTS));
        fixture.send(fixture.b, request(2, "", insert(0, "ab")));
        checkOnlyUserTwoNotices(
                fixture.sendWrong(fixture.b, requests(2, "", REPETITIONS + 1, undo())), "more than " + REPETITIONS);
    }

    @Test
    void tooManyInOneMessageAreRefusedWhateverTheyAre() throws ProtocolException {
        limit(OrderLimits.DEFAULTS);
        checkOnlyUserTwoNotices(
                fixture.sendWrong(fixture.b, requests(2, "", 0xFFFF_FFFFL, insert(0, "x"))), "4294967295 requests");
    }

    @Test
    void aRequestThatKnowsTooLittleIsRefused() throws ProtocolException {
        limit(new OrderLimits(LOG, REPETITIONS, 25, WORK_PER_SECOND, RESULTS));
        letUserThreeType();
        type(10);
        fixture.send(fixture.b, request(2, "", insert(0, "z"))); // 11 pieces, in both directions, and a look at them
        type(1);
        checkOnlyUserTwoNotices(
                fixture.sendWrong(fixture.b, request(2, "", insert(0, "z"))), "more than 25 transformations");
    }

    @Test
    void aCaretThatKnowsTooLittleIsOnlyNotTold() throws ProtocolException {
        limit(new OrderLimits(LOG, REPETITIONS, 20, WORK_PER_SECOND, RESULTS));
        type(21);
        assertEquals(1, fixture.sendWrong(fixture.b, request(2, "", move(0, 0))).size());
        fixture.send(fixture.b, request(2, "1:21", move(3, 0)));
    }

    @Test
    void tooManyKeptResultsEndASubscription() throws ProtocolException {
        limit(new OrderLimits(LOG, REPETITIONS, WORK, WORK_PER_SECOND, 22));
        letUserThreeType();
        type(10);
        fixture.send(fixture.b, request(2, "", insert(0, "z")));
        fixture.send(fixture.b, request(2, "", insert(0, "z")));
        checkOnlyUserTwoNotices(
                fixture.sendWrong(fixture.b, request(2, "", insert(0, "z"))), "not acknowledged for too long");
    }

    @Test
    void whatIsAcknowledgedNeedsNoResults() throws ProtocolException {
        limit(new OrderLimits(LOG, REPETITIONS, WORK, WORK_PER_SECOND, 10));
        for (int i = 0; i < 10; i++) {
            fixture.send(fixture.a, request(1, i == 0 ? "" : "2:2", insert(0, "x")));
            type(9);
            fixture.send(fixture.b, request(2, "", insert(0, "z"))); // knows none of them
            fixture.send(fixture.b, request(2, "1:10", insert(0, "z")));
        }
        assertEquals(120, fixture.note.text().length());
    }

    @Test
    void aClientWhoseRequestsCostTooMuchIsReadMoreSlowly() throws ProtocolException {
        limit(new OrderLimits(LOG, REPETITIONS, WORK, 100, RESULTS));
        letUserThreeType();
        type(49);
        assertEquals(1, fixture.send(fixture.b, request(2, "", move(0, 0))).size());
        fixture.send(fixture.b, request(2, "", move(0, 0)));
        fixture.send(fixture.b, request(2, "", move(0, 0)));
        fixture.send(fixture.b, request(2, "", move(0, 0)));
        List<String> sent = fixture.send(fixture.b, request(2, "", move(0, 0))); // 310 in a second
        assertEquals("pause 2 PT1.101S", sent.get(1));
        assertEquals(2, sent.size());
    }

    @Test
    void ifThatGoesOnItMustBeginAnew() throws ProtocolException {
        limit(new OrderLimits(LOG, REPETITIONS, WORK, 100, 1_000_000));
        type(120);
        boolean ended = false;
        int requests = 0;
        while (!ended) {
            ended = fixture.send(fixture.b, request(2, "", move(0, 0))).contains("unsubscribe 2");
            fixture.context.setNow(fixture.context.now().plus(Duration.ofSeconds(1)));
            requests++;
            assertTrue(requests < 100);
        }
        assertTrue(requests > 10, requests + " requests");
    }
}
