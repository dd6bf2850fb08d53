// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.move;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.requests;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.relay.Order;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the others get of requests if these are relayed as they came. */
@Tag("unit")
class VerbatimOrderTest {
    private final NoteFixture fixture = NoteFixture.in(Order.VERBATIM);

    @Test
    void aMoveBeyondTheTextIsRelayedAndLosesNothing() throws ProtocolException {
        fixture.join(1, fixture.a, "");
        Element move = request(1, "", move(9, 0));
        List<String> sent = fixture.sendWrong(fixture.a, move);
        assertEquals(2, sent.size(), sent.toString());
        assertEquals("but 1 " + move, sent.get(0));
        assertTrue(sent.get(1).startsWith("to 1 <invalid-request "), sent.get(1));
        fixture.send(fixture.a, request(1, "", insert(0, "x")));
        assertEquals("[1]x", fixture.text());
    }

    @Test
    void ofManyUndosTheOthersLearnThoseThatWereExecuted() throws ProtocolException {
        fixture.join(1, fixture.a, "");
        fixture.send(fixture.a, request(1, "", insert(0, "x")));
        List<String> sent = fixture.sendWrong(fixture.a, requests(1, "", 3, Element.empty("undo")));
        assertEquals("but 1 <request user=\"1\" time=\"\" num=\"1\"><undo/></request>", sent.get(0));
        assertTrue(sent.get(1).startsWith("to 1 <invalid-request "), sent.get(1));
        assertEquals("unsubscribe 1", sent.get(2));
        assertEquals("", fixture.text());
    }

    @Test
    void aConcurrentRequestIsRelayedAsItCame() throws ProtocolException {
        fixture.join(1, fixture.a, "");
        fixture.join(2, fixture.b, "");
        fixture.send(fixture.a, request(1, "", insert(0, "abc")));
        Element concurrent = request(2, "", insert(0, "x"));
        assertEquals(List.of("but 2 " + concurrent), fixture.send(fixture.b, concurrent));
        assertEquals(List.of("but 1 " + request(1, "2:1", undo())), fixture.send(fixture.a, request(1, "2:1", undo())));
    }

    @Test
    void anUploadWithHistoryGoesOnWhereItsSenderWas() throws ProtocolException {
        User user = User.present(4, "n", UserStatus.ACTIVE, fixture.a);
        fixture.context.put(user);
        fixture.note.addUser(user, Xml.element("<sync-user time='4:1' caret='1' hue='0.5'/>"));
        for (Element message : List.of(
                Xml.element("<sync-request user='4' time=''><insert pos='0'>ab</insert></sync-request>"),
                Xml.element("<sync-segment author='4'>ab</sync-segment>"))) {
            assertTrue(fixture.note.synchronizationReceived(message));
        }
        assertFalse(fixture.note.synchronizationReceived(Element.empty("message")));
        fixture.note.synchronizationEnded();
        fixture.subscribe(fixture.a);
        fixture.send(fixture.a, request(4, "", undo()));
        assertEquals("", fixture.text());
    }
}
