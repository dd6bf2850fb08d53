// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    private final SessionFixture world = new SessionFixture().open();
    private final GroupClient client = world.creator(world.left);
    private final GroupClient other = world.creator(world.right);

    @BeforeEach
    void join() {
        world.join(client, "alice", other);
        world.join(other, "bob", client);
        world.events.clear();
    }

    @AfterEach
    void end() {
        world.end();
    }

    @Test
    void aChangeIsRelayedAsItCame() {
        world.send(client, "<user-status-change status='inactive' odd='&lt;' id='1'><x/></user-status-change>");

        assertEquals(List.of(), client.take());
        assertEquals(
                List.of("<user-status-change status=\"inactive\" odd=\"&lt;\" id=\"1\"><x/></user-status-change>"),
                other.take());
        assertEquals(List.of("1 alice inactive", "2 bob active"), world.users());
    }

    @Test
    void aChangeThatChangesNothingIsRelayedToo() {
        world.send(client, "<user-status-change id='1' status='active'/>");

        assertEquals(List.of("<user-status-change id=\"1\" status=\"active\"/>"), other.take());
        assertEquals(List.of(), world.events);
    }

    @Test
    void aUserWhoBecomesUnavailableHasLeftWhileItsConnectionStays() {
        world.send(client, "<user-status-change id='1' status='unavailable'/>", "<echo/>");

        assertEquals(List.of("<user-status-change id=\"1\" status=\"unavailable\"/>"), other.take());
        assertEquals(List.of("<echo/>"), client.take());
        assertEquals(List.of("1 alice unavailable", "2 bob active"), world.users());
    }

    @Test
    void whoHasLeftIsNotAnnouncedAgainWhenTheConnectionGoes() {
        world.send(client, "<user-status-change id='1' status='unavailable'/>");
        other.take();

        world.send(client, "<session-unsubscribe/>");

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
        world.send(client, message);

        assertEquals(List.of(), client.take());
        assertEquals(List.of(), other.take());
        assertEquals(List.of("1 alice active", "2 bob active"), world.users());
        assertEquals(1, world.events.size());
        assertEquals("failed: " + client.link, world.events.get(0).split(": A change")[0]);
    }

    @Test
    void aUserWhoHasLeftCannotComeBackByAChangeOfStatus() {
        world.send(client, "<user-status-change id='1' status='unavailable'/>");
        other.take();

        world.send(client, "<user-status-change id='1' status='active'/>");

        assertEquals(List.of(), other.take());
        assertEquals(List.of("1 alice unavailable", "2 bob active"), world.users());
    }

    @Test
    void anInactiveUserWhoDoesSomethingIsActiveWithoutAMessage() {
        world.send(client, "<user-status-change id='1' status='inactive'/>");
        other.take();
        world.events.clear();

        world.send(client, "<say user='1'>hello</say>");

        assertEquals(List.of("<say user=\"1\">hello</say>"), other.take());
        assertEquals(List.of("1 alice active", "2 bob active"), world.users());
        assertEquals(List.of("changed: user 1 \"alice\" (active)"), world.events);
    }

    @Test
    void anAbsentUserIsNotMadeActive() {
        world.send(client, "<user-status-change id='1' status='unavailable'/>");

        world.home.call(() -> world.note.context.activate(1));

        assertEquals(List.of("1 alice unavailable", "2 bob active"), world.users());
    }
}
