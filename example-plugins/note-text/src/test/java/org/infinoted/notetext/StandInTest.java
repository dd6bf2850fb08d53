// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.infinoted.notetext.Requests.delete;
import static org.infinoted.notetext.Requests.insert;
import static org.infinoted.notetext.Requests.request;
import static org.infinoted.notetext.Requests.undo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.UserError;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The user that brings back a client's own text at that client: no other user may be mistaken for it. */
@Tag("unit")
class StandInTest {
    private static final int FIRST = 0x7FFF_0000;

    private NoteFixture fixture;

    @BeforeEach
    void deleteUserOnesText() throws ProtocolException {
        fixture = NoteFixture.ofThree(Colours.EXACT);
        fixture.send(fixture.a, request(1, "", insert(0, "ab")));
        fixture.send(fixture.b, request(2, "1:1", delete(0, 2)));
    }

    private String restore() throws ProtocolException {
        List<String> sent = fixture.send(fixture.b, request(2, "", undo()));
        return sent.stream()
                .filter(message -> message.startsWith("to 1 <user-"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itGetsANameThatNobodyHas() throws ProtocolException {
        fixture.context.put(User.absent(7, "user 1 (restored)"));
        fixture.context.put(User.absent(8, "user 1 (restored 2)"));
        String join = restore();
        assertTrue(join.contains(" name=\"user 1 (restored 3)\""), join);
    }

    @Test
    void itGetsAnIdThatNobodyHas() throws ProtocolException {
        fixture.join(FIRST, fixture.c, "1:1;2:1");
        String join = restore();
        assertTrue(join.contains(" id=\"" + (FIRST + 1) + "\""), join);
    }

    @Test
    void eachUserOfAConnectionHasItsOwn() throws ProtocolException {
        fixture.join(4, fixture.a, "1:1;2:1");
        fixture.send(fixture.a, request(4, "", insert(0, "c")));
        fixture.send(fixture.b, request(2, "4:1", delete(0, 1)));
        String join = restore();
        assertTrue(join.contains(" id=\"" + FIRST + "\" name=\"user 4 (restored)\""), join);
        join = restore();
        assertTrue(join.contains(" id=\"" + (FIRST + 1) + "\" name=\"user 1 (restored)\""), join);
    }

    @Test
    void nobodyElseCanTakeItsName() throws ProtocolException {
        restore();
        fixture.context.takeSent();
        var refusal =
                assertThrows(ProtocolException.class, () -> fixture.join(4, "user 1 (restored)", fixture.c, "1:2;2:1"));
        assertEquals(UserError.NAME_IN_USE, refusal.error());
        assertEquals(List.of(), fixture.context.takeSent());
    }

    @Test
    void whoKnowsItMustBeginAnewWhenSomebodyTakesItsId() throws ProtocolException {
        restore();
        fixture.context.takeSent();
        fixture.join(FIRST, fixture.c, "1:2;2:1");
        assertEquals(List.of("unsubscribe 1"), fixture.context.takeSent());
    }

    @Test
    void itsNameIsInUseAtTheClientThatKnowsIt() throws ProtocolException {
        restore();
        var refusal = assertThrows(
                ProtocolException.class,
                () -> fixture.join(4, "user 1 (restored)", fixture.a, "1:1;2:1;" + FIRST + ":1"));
        assertEquals(UserError.NAME_IN_USE, refusal.error());
        fixture.join(4, "somebody else", fixture.a, "1:1;2:1;" + FIRST + ":1");
    }

    @Test
    void itHasItsUsersColour() throws ProtocolException {
        restore();
        Element change = Element.named("user-color-change")
                .attribute("id", 1)
                .attribute("hue", "0.75")
                .build();
        List<String> sent = fixture.send(fixture.a, change);
        assertEquals("but 1 " + change, sent.get(0));
        assertTrue(sent.get(1).startsWith("to 1 <user-rejoin id=\"" + FIRST + "\""), sent.get(1));
        assertTrue(sent.get(1).contains(" hue=\"0.75\""), sent.get(1));
        assertEquals("to 1 " + RestoredTextTest.status("" + FIRST, "unavailable"), sent.get(2));
        assertEquals(3, sent.size());
    }

    @Test
    void aColourThatNoStandInHasIsOnlyRelayed() throws ProtocolException {
        restore();
        Element change = Element.named("user-color-change")
                .attribute("id", 2)
                .attribute("hue", "0.75")
                .build();
        assertEquals(List.of("but 2 " + change), fixture.send(fixture.b, change));
    }

    @Test
    void itIsForgottenWhenItsClientBeginsAnew() throws ProtocolException {
        restore();
        fixture.unsubscribe(fixture.a);
        fixture.join(1, fixture.a, "1:2;2:1");
        fixture.send(fixture.b, request(2, "", delete(0, 2)));
        String join = restore();
        assertFalse(join.contains("rejoin"), join);
        assertTrue(join.contains(" time=\"1:2;2:2\""), join);
    }
}
