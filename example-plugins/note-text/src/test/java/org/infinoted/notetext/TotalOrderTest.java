// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.move;
import static org.infinoted.notetext.Requests.noOp;
import static org.infinoted.notetext.Requests.redo;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.requests;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the others are told of a request in total order: what it did, in the state after all before it. */
@Tag("unit")
class TotalOrderTest {
    private NoteFixture fixture;

    @BeforeEach
    void typeSomeText() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.send(fixture.a, request(1, "", insert(0, "abcd")));
    }

    @Test
    void aRequestThatKnowsEverythingIsPassedOnAsItCame() throws ProtocolException {
        Element request =
                request(
                                2,
                                "1:1",
                                Element.named("delete")
                                        .attribute("pos", 1)
                                        .attribute("len", 2)
                                        .build())
                        .toBuilder()
                        .attribute("unknown", "kept")
                        .build();
        assertEquals(List.of("but 2 " + request), fixture.send(fixture.b, request));
    }

    @Test
    void aConcurrentRequestIsToldInThePresentState() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(1, "X")));
        fixture.send(fixture.a, request(1, "2:1", insert(0, "Y")));
        assertEquals(
                List.of("but 3 " + request(3, "1:2;2:1", delete(4, 1))),
                fixture.send(fixture.c, request(3, "1:1", delete(2, 1))));
        assertEquals("[1]Ya[2]X[1]bd", fixture.text());
        // user 3 was told of in a state that it did not know; what it knows now is told as nothing new
        assertEquals(
                List.of("but 3 " + request(3, "", insert(5, "!"))),
                fixture.send(fixture.c, request(3, "1:1;2:1", insert(5, "!"))));
    }

    @Test
    void whoAloneWasConcurrentIsToldOfARequestAsItWasMade() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(1, "X")));
        assertEquals(
                List.of("but 2 3 " + request(3, "1:1;2:1", delete(3, 1)), "to 2 " + request(3, "1:1", delete(2, 1))),
                fixture.send(fixture.c, request(3, "1:1", delete(2, 1))));
    }

    @Test
    void undoAndRedoAreToldAsWhatTheyDid() throws ProtocolException {
        assertEquals(List.of("but 1 " + request(1, "", delete(0, 4))), fixture.send(fixture.a, request(1, "", undo())));
        assertEquals(
                List.of("but 1 " + request(1, "", insert(0, "abcd"))), fixture.send(fixture.a, request(1, "", redo())));
        assertEquals("[1]abcd", fixture.text());
    }

    @Test
    void anUndoOfMoreThanOneChangeIsToldAsAll() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(2, "X")));
        assertEquals(
                List.of("but 1 " + request(1, "2:1", delete(0, 2)), "but 1 " + request(1, "", delete(1, 2))),
                fixture.send(fixture.a, request(1, "2:1", undo())));
    }

    @Test
    void eachOfSeveralUndosInOneMessageIsTold() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(4, "e")));
        fixture.send(fixture.a, request(1, "", insert(5, "f")));
        assertEquals(
                List.of(
                        "but 1 " + request(1, "", delete(5, 1)),
                        "but 1 " + request(1, "", delete(4, 1)),
                        "but 1 " + request(1, "", delete(0, 4))),
                fixture.send(fixture.a, requests(1, "", 3, undo())));
        assertEquals("", fixture.text());
    }

    @Test
    void ofMoreUndosThanThereAreTheExecutedOnesAreTold() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", insert(4, "e")));
        List<String> sent = fixture.sendWrong(fixture.a, requests(1, "", 3, undo()));
        assertEquals(
                List.of("but 1 " + request(1, "", delete(4, 1)), "but 1 " + request(1, "", delete(0, 4))),
                sent.subList(0, 2));
        assertTrue(
                sent.get(2).startsWith("to 1 <invalid-request request=\"1:2\" state=\"1:4\" user=\"1\">"), sent.get(2));
        assertEquals("unsubscribe 1", sent.get(3));
        assertEquals(4, sent.size());
        assertEquals("", fixture.text());
    }

    @Test
    void noUndoAtAllIsToldAsWhatItsClientHasGot() throws ProtocolException {
        assertEquals(
                List.of("but 2 " + request(2, "1:1", noOp())), fixture.send(fixture.b, requests(2, "1:1", 0, undo())));
        assertEquals("[1]abcd", fixture.text());
    }

    @Test
    void aDeletionOverWhatOthersInsertedFallsIntoSeveral() throws ProtocolException {
        fixture.send(fixture.b, request(2, "1:1", insert(1, "X")));
        fixture.send(fixture.b, request(2, "", insert(4, "Y")));
        assertEquals(
                List.of(
                        "but 1 " + request(1, "2:2", delete(0, 1)),
                        "but 1 " + request(1, "", delete(1, 2)),
                        "but 1 " + request(1, "", delete(2, 1))),
                fixture.send(fixture.a, request(1, "", delete(0, 4))));
        assertEquals("[2]XY", fixture.text());
    }

    @Test
    void aRequestOfWhichNothingIsLeftIsToldAsADeletionOfNothing() throws ProtocolException {
        fixture.send(fixture.a, request(1, "", delete(0, 4)));
        fixture.send(fixture.c, request(3, "1:2", insert(0, "X")));
        assertEquals(
                List.of("but 2 " + request(2, "1:2;3:1", delete(0, 0))),
                fixture.send(fixture.b, request(2, "1:1", delete(1, 2))));
        // it is there to be undone, without any effect
        assertEquals(
                List.of("but 2 " + request(2, "", delete(0, 0))),
                fixture.send(fixture.b, request(2, "1:1;3:1", undo())));
    }

    @Test
    void anInsertOfNothingIsToldAsADeletionOfNothing() throws ProtocolException {
        assertEquals(
                List.of("but 1 " + request(1, "", delete(2, 0))),
                fixture.send(fixture.a, request(1, "", insert(2, ""))));
        assertEquals("[1]abcd", fixture.text());
    }

    @Test
    void nobodysTextComesBackAsTheRequesters() throws ProtocolException {
        var stored = new NoteFixture(
                NoteFixture.settings(Order.TOTAL, Colours.EXACT, OrderLimits.DEFAULTS), AuthoredText.of(0, "abc"));
        stored.join(1, stored.a, "");
        stored.send(stored.a, request(1, "", delete(0, 3)));
        assertEquals(
                List.of("but 1 " + request(1, "", insert(0, "abc"))), stored.send(stored.a, request(1, "", undo())));
    }

    @Test
    void aCaretIsToldWhereItIsInThePresentText() throws ProtocolException {
        Element known = request(2, "1:1", move(4, 0));
        assertEquals(List.of("but 2 " + known), fixture.send(fixture.b, known));
        fixture.send(fixture.a, request(1, "", insert(0, "X")));
        fixture.send(fixture.c, request(3, "1:2", insert(3, "Y")));
        assertEquals(
                List.of("but 2 " + request(2, "1:1;3:1", move(2, 4))),
                fixture.send(fixture.b, request(2, "", move(1, 3))));
    }

    @Test
    void aCaretOutsideOfTheTextIsRefusedAndLosesNothing() throws ProtocolException {
        List<String> sent = fixture.sendWrong(fixture.b, request(2, "1:1", move(4, 1)));
        assertEquals(1, sent.size(), sent.toString());
        assertTrue(sent.get(0).startsWith("to 2 <invalid-request request=\"1:1\" "), sent.get(0));
        assertEquals(
                1, fixture.sendWrong(fixture.b, request(2, "", move(4, -5))).size());
        assertEquals(
                List.of("but 2 " + request(2, "1:1", insert(4, "e"))),
                fixture.send(fixture.b, request(2, "", insert(4, "e"))));
    }

    @Test
    void nobodyWakesUpBecauseOfACaretThatIsNotTold() throws ProtocolException {
        fixture.status(2, UserStatus.INACTIVE);
        fixture.sendWrong(fixture.b, request(2, "1:1", move(9, 0)));
        assertEquals(UserStatus.INACTIVE, fixture.context.user(2).orElseThrow().status());
        fixture.send(fixture.b, request(2, "", move(0, 0)));
        assertEquals(UserStatus.ACTIVE, fixture.context.user(2).orElseThrow().status());
    }

    @Test
    void whatAClientHasGotIsToldAsEverything() throws ProtocolException {
        Element known = request(2, "1:1", noOp());
        assertEquals(List.of("but 2 " + known), fixture.send(fixture.b, known));
        fixture.send(fixture.a, request(1, "", insert(0, "X")));
        fixture.send(fixture.c, request(3, "1:2", insert(0, "Y")));
        assertEquals(
                List.of("but 2 " + request(2, "1:1;3:1", noOp())), fixture.send(fixture.b, request(2, "", noOp())));
        assertEquals(
                List.of("but 2 " + request(2, "", noOp())), fixture.send(fixture.b, request(2, "1:1;3:1", noOp())));
    }
}
