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

    private final SessionFixture fixture = new SessionFixture().open();
    private final GroupClient client = fixture.creator(fixture.left);
    private final GroupClient other = fixture.creator(fixture.right);

    @BeforeEach
    void join() {
        fixture.join(client, "first", other);
        fixture.join(client, "second", other);
        fixture.join(client, "third", other);
    }

    @AfterEach
    void end() {
        fixture.end();
    }

    @Test
    void usersOfAConnectionThatIsLostLeaveTheLatestFirst() {
        client.link.close();
        fixture.run();

        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(List.of("1 first unavailable", "2 second unavailable", "3 third unavailable"), fixture.users());
        assertEquals(List.of(other.link), fixture.session.view().subscribers());
    }

    @Test
    void whoHasComeBackIsTheLatest() {
        fixture.send(client, "<user-status-change id='1' status='unavailable'/>");
        fixture.join(client, "first", other);

        client.link.close();
        fixture.run();

        assertEquals(List.of(GONE_1, GONE_3, GONE_2), other.take());
    }

    @Test
    void unsubscribingIsNotAnsweredAndTellsTheOthers() {
        fixture.send(client, "<session-unsubscribe/>", "<echo/>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(List.of(other.link), fixture.session.view().subscribers());
    }

    @Test
    void whoHasUnsubscribedGetsNothingMore() {
        fixture.send(client, "<session-unsubscribe/>");
        fixture.join(other, "bob");

        assertEquals(List.of(), client.take());
    }

    @Test
    void whatIsSentAfterUnsubscribingDoesNotEvenReachTheSessionsLoop() {
        fixture.send(client, "<session-unsubscribe/>");

        client.send("<echo/>");

        assertTrue(fixture.home.isIdle());
    }

    @Test
    void whoHasUnsubscribedMaySubscribeAgain() {
        fixture.send(client, "<session-unsubscribe/>");

        fixture.session.subscribe(client.client);
        fixture.run();
        fixture.send(client, "<sync-ack/>", "<user-join name='second' time='' caret='0'/>");

        List<String> received = client.take();
        assertEquals("<sync-begin num-messages=\"3\"/>", received.get(0));
        assertEquals("<user-rejoin id=\"2\" name=\"second\" status=\"active\" time=\"\"/>", received.get(5));
    }

    @Test
    void aClientThatTheNoteRemovesIsToldThatTheSessionIsClosedAndItsUsersLeave() {
        fixture.send(client, "<kick/>", "<echo/>");

        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(Optional.empty(), client.link.endReason());
    }

    @Test
    void theNoteReachesNobodyWhoIsNoSubscriber() {
        GroupClient stranger = fixture.connect(fixture.left);

        fixture.home.call(() -> fixture.note.context.unsubscribe(stranger.link));
        fixture.home.call(() -> fixture.note.context.send(Element.empty("lost"), stranger.link));
        fixture.run();

        assertEquals(List.of(), stranger.take());
    }

    @Test
    void aFailureOfTheNoteKeepsNobodyInTheSession() {
        fixture.note.failures.put("left", new IllegalStateException("test"));

        client.link.close();
        fixture.run();

        assertEquals(List.of(GONE_3, GONE_2, GONE_1), other.take());
        assertEquals(List.of("1 first unavailable", "2 second unavailable", "3 third unavailable"), fixture.users());
    }
}
