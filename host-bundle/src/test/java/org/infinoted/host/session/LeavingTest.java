// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class LeavingTest {
    private static final String GONE_1 = "<user-status-change id=\"1\" status=\"unavailable\"/>";
    private static final String GONE_2 = "<user-status-change id=\"2\" status=\"unavailable\"/>";
    private static final String GONE_3 = "<user-status-change id=\"3\" status=\"unavailable\"/>";

    private final SessionFixture world = new SessionFixture().open();
    private final GroupClient client = world.creator(world.left);
    private final GroupClient other = world.creator(world.right);

    @BeforeEach
    void join() {
        world.join(client, "first", other);
        world.join(client, "second", other);
        world.join(client, "third", other);
    }

    @AfterEach
    void end() {
        world.end();
    }

    @Test
    void usersOfAConnectionThatIsLostLeaveTheLatestFirst() {
        client.link.close();
        world.run();

        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(List.of("1 first unavailable", "2 second unavailable", "3 third unavailable"), world.users());
        assertEquals(List.of(other.link), world.session.view().subscribers());
    }

    @Test
    void whoHasComeBackIsTheLatest() {
        world.send(client, "<user-status-change id='1' status='unavailable'/>");
        world.join(client, "first", other);

        client.link.close();
        world.run();

        assertEquals(List.of(GONE_1, GONE_3, GONE_2), other.take());
    }

    @Test
    void unsubscribingIsNotAnsweredAndTellsTheOthers() {
        world.send(client, "<session-unsubscribe/>", "<echo/>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(List.of(other.link), world.session.view().subscribers());
    }

    @Test
    void whoHasUnsubscribedGetsNothingMore() {
        world.send(client, "<session-unsubscribe/>");
        world.join(other, "bob");

        assertEquals(List.of(), client.take());
    }

    @Test
    void whatIsSentAfterUnsubscribingDoesNotEvenReachTheSessionsLoop() {
        world.send(client, "<session-unsubscribe/>");

        client.send("<echo/>");

        assertTrue(world.home.isIdle());
    }

    @Test
    void whoHasUnsubscribedMaySubscribeAgain() {
        world.send(client, "<session-unsubscribe/>");

        world.session.subscribe(client.client, true);
        world.run();
        world.send(client, "<sync-ack/>", "<user-join name='second' time='' caret='0'/>");

        List<String> received = client.take();
        assertEquals("<sync-begin num-messages=\"3\"/>", received.get(0));
        assertEquals("<user-rejoin id=\"2\" name=\"second\" status=\"active\" time=\"\"/>", received.get(5));
    }

    @Test
    void aClientThatTheNoteRemovesIsToldThatTheSessionIsClosedAndItsUsersLeave() {
        world.send(client, "<kick/>", "<echo/>");

        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(Optional.empty(), client.link.endReason());
    }

    @Test
    void theNoteReachesNobodyWhoIsNoSubscriber() {
        GroupClient stranger = world.connect(world.left);

        world.home.call(() -> world.note.context.unsubscribe(stranger.link));
        world.home.call(() -> world.note.context.send(Element.empty("lost"), stranger.link));
        world.run();

        assertEquals(List.of(), stranger.take());
    }

    @Test
    void aFailureOfTheNoteKeepsNobodyInTheSession() {
        world.note.failures.put("left", new IllegalStateException("test"));

        client.link.close();
        world.run();

        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(List.of("1 first unavailable", "2 second unavailable", "3 third unavailable"), world.users());
    }
}
