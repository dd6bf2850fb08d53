// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.host.stream.FrameMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class StatusTest {
    private final SessionFixture fixture = new SessionFixture().open();
    private final GroupClient client = fixture.creator(fixture.left);
    private final GroupClient other = fixture.creator(fixture.right);

    @BeforeEach
    void join() {
        fixture.join(client, "alice", other);
        fixture.join(other, "bob", client);
        fixture.events.clear();
    }

    @AfterEach
    void end() {
        fixture.end();
    }

    @Test
    void aChangeIsRelayedAsItCame() {
        fixture.send(client, "<user-status-change status='inactive' odd='&lt;' id='1'><x/></user-status-change>");

        assertEquals(List.of(), client.take());
        assertEquals(
                List.of("<user-status-change status=\"inactive\" odd=\"&lt;\" id=\"1\"><x/></user-status-change>"),
                other.take());
        assertEquals(List.of("1 alice inactive", "2 bob active"), fixture.users());
    }

    @Test
    void aChangeThatChangesNothingIsRelayedToo() {
        fixture.send(client, "<user-status-change id='1' status='active'/>");

        assertEquals(List.of("<user-status-change id=\"1\" status=\"active\"/>"), other.take());
        assertEquals(List.of(), fixture.events);
    }

    @Test
    void aUserWhoBecomesUnavailableHasLeftWhileItsConnectionStays() {
        fixture.send(client, "<user-status-change id='1' status='unavailable'/>", "<echo/>");

        assertEquals(List.of("<user-status-change id=\"1\" status=\"unavailable\"/>"), other.take());
        assertEquals(List.of("<echo/>"), client.take());
        assertEquals(List.of("1 alice unavailable", "2 bob active"), fixture.users());
    }

    @Test
    void whoHasLeftIsNotAnnouncedAgainWhenTheConnectionGoes() {
        fixture.send(client, "<user-status-change id='1' status='unavailable'/>");
        other.take();

        fixture.send(client, "<session-unsubscribe/>");

        assertEquals(List.of(), other.take());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<user-status-change id='2' status='inactive'/>", // another's
                "<user-status-change id='3' status='inactive'/>", // nobody's
                "<user-status-change id='x' status='inactive'/>",
                "<user-status-change status='inactive'/>",
                "<user-status-change id='1' status='odd'/>",
                "<user-status-change id='1' status=''/>",
                "<user-status-change id='1'/>"
            })
    void whatIsWrongIsDroppedWithoutAnAnswer(String message) {
        fixture.send(client, message);

        assertEquals(List.of(), client.take());
        assertEquals(List.of(), other.take());
        assertEquals(List.of("1 alice active", "2 bob active"), fixture.users());
        assertEquals(1, fixture.events.size());
        assertEquals("failed: " + client.link, fixture.events.get(0).split(": A change")[0]);
    }

    @Test
    void littleIsSaidOfAWrongChangeHoweverMuchItSays() {
        String big = "x".repeat(100_000);
        fixture.send(client, "<user-status-change id='3' status='" + big + "'><y>" + big + "</y></user-status-change>");

        int length = fixture.events.get(0).length();
        assertTrue(length < 1200, () -> length + " characters");
    }

    @Test
    void aUserWhoHasLeftCannotComeBackByAChangeOfStatus() {
        fixture.send(client, "<user-status-change id='1' status='unavailable'/>");
        other.take();

        fixture.send(client, "<user-status-change id='1' status='active'/>");

        assertEquals(List.of(), other.take());
        assertEquals(List.of("1 alice unavailable", "2 bob active"), fixture.users());
    }

    @Test
    void anInactiveUserWhoDoesSomethingIsActiveWithoutAMessage() {
        fixture.send(client, "<user-status-change id='1' status='inactive'/>");
        other.take();
        fixture.events.clear();

        fixture.send(client, "<say user='1'>hello</say>");

        assertEquals(List.of("<say user=\"1\">hello</say>"), other.take());
        assertEquals(List.of("1 alice active", "2 bob active"), fixture.users());
        assertEquals(List.of("changed: user 1 \"alice\" (active)"), fixture.events);
    }

    @Test
    void anAbsentUserIsNotMadeActive() {
        fixture.send(client, "<user-status-change id='1' status='unavailable'/>");

        fixture.home.call(() -> fixture.note.context.activate(1));

        assertEquals(List.of("1 alice unavailable", "2 bob active"), fixture.users());
    }
}
