// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.session.User;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class SynchronizationTest {
    private static final String SAY = "<say user='1'>more</say>";

    private final SessionFixture world = new SessionFixture();

    @AfterEach
    void end() {
        world.end();
    }

    @Test
    void aSubscriberGetsUsersAndContentBetweenBeginAndEnd() {
        world.note.with(
                List.of(User.absent(7, "bob"), User.absent(3, "alice")),
                Xml.element("<say user='3'>one</say>"),
                Xml.element("<say user='7'>two</say>"));
        world.open();

        GroupClient client = world.synchronizing(world.left);

        assertEquals(
                List.of(
                        "<sync-begin num-messages=\"4\"/>",
                        "<sync-user id=\"3\" name=\"alice\" status=\"unavailable\" time=\"\"/>",
                        "<sync-user id=\"7\" name=\"bob\" status=\"unavailable\" time=\"\"/>",
                        "<say user=\"3\">one</say>",
                        "<say user=\"7\">two</say>",
                        "<sync-end/>"),
                client.take());
    }

    @Test
    void anEmptyDocumentIsBeginAndEnd() {
        world.open();

        GroupClient client = world.synchronizing(world.left);

        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>"), client.take());
    }

    @Test
    void usersAreSentAsTheyAreNow() {
        world.open();
        GroupClient alice = world.creator(world.left);
        world.join(alice, "alice");
        world.send(alice, "<user-status-change id='1' status='inactive'/>");

        GroupClient client = world.synchronizing(world.right);

        assertEquals(
                "<sync-user id=\"1\" name=\"alice\" status=\"inactive\" time=\"\"/>",
                client.take().get(1));
    }

    @Test
    void whatHappensAfterTheSnapshotFollowsItsEndWhateverTheThreadsDo() {
        Schedule.random(1, 1000, schedule -> {
            SessionFixture orders = new SessionFixture().open();
            GroupClient writer = orders.creator(orders.left);
            orders.join(writer, "alice");
            GroupClient reader = orders.connect(orders.right);
            orders.left.execute(() -> writer.send(SAY, SAY));
            orders.session.subscribe(reader.client, true);
            orders.left.execute(() -> writer.send(SAY));

            schedule.run(orders.home, orders.left, orders.right);

            List<String> received = reader.take();
            int inSnapshot = received.indexOf("<sync-end/>") - 2;
            assertEquals("<sync-begin num-messages=\"" + (1 + inSnapshot) + "\"/>", received.get(0));
            assertEquals(3 + 3, received.size(), "three messages, once each, in " + received);
            orders.end();
        });
    }

    @Test
    void everythingBeforeTheAcknowledgementIsDropped() {
        world.open();
        GroupClient client = world.synchronizing(world.left);
        client.take();

        world.send(client, "<user-join name='alice' time='' caret='0'/>", "<echo/>", "<session-unsubscribe/>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of(client.link), world.session.view().subscribers());
        assertEquals(List.of("synchronization"), world.note.calls);
    }

    @Test
    void aClientIsTakenSeriouslyFromItsAcknowledgementOn() {
        world.open();
        GroupClient client = world.synchronizing(world.left);
        client.take();

        world.send(client, "<sync-ack/>", "<echo/>");

        assertEquals(List.of("<echo/>"), client.take());
    }

    @Test
    void aClientThatHasNotAcknowledgedGetsWhatOthersDo() {
        world.open();
        GroupClient writer = world.creator(world.left);
        world.join(writer, "alice");
        GroupClient client = world.synchronizing(world.right);
        client.take();

        world.send(writer, SAY);

        assertEquals(List.of("<say user=\"1\">more</say>"), client.take());
    }

    @Test
    void aSyncErrorEndsTheSubscriptionWithoutAnAnswer() {
        world.open();
        GroupClient client = world.synchronizing(world.left);
        client.take();

        world.send(client, "<sync-error code='1' domain='D'>no</sync-error>", "<sync-ack/>", "<echo/>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of(), world.session.view().subscribers());
    }

    @Test
    void theCreatorIsSubscribedWithoutSynchronizationAndMayJoinAtOnce() {
        world.open();
        GroupClient creator = world.creator(world.left);
        assertEquals(List.of(), creator.take());

        world.send(creator, "<user-join name='alice' time='' caret='0'/>");

        assertEquals(List.of("<user-join id=\"1\" name=\"alice\" status=\"active\" time=\"\"/>"), creator.take());
    }

    @Test
    void anAcknowledgementThatIsNotAwaitedIsAnUnknownMessage() {
        world.open();
        GroupClient creator = world.creator(world.left);

        world.send(creator, "<sync-ack/>");

        assertEquals(List.of(), creator.take());
        assertEquals(List.of("received sync-ack"), world.note.calls);
        assertEquals(1, world.events.size());
    }

    @Test
    void subscribingAgainSendsNothing() {
        world.open();
        GroupClient client = world.subscriber(world.left);

        var again = world.session.subscribe(client.client, true).toCompletableFuture();
        world.run();

        assertTrue(again.isDone());
        assertEquals(List.of(), client.take());
        assertEquals(List.of(client.link), world.session.view().subscribers());
    }

    @Test
    void whoSubscribesToASessionThatHasEndedIsToldThatItIsClosed() {
        world.open().end();
        GroupClient client = world.connect(world.left);

        var subscribed = world.session.subscribe(client.client, true).toCompletableFuture();
        world.run();

        assertTrue(subscribed.isDone());
        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of(), world.session.view().subscribers());
    }

    @Test
    void whoHasGoneMeanwhileIsNoSubscriber() {
        world.open();
        GroupClient client = world.connect(world.left);
        client.link.close();

        var subscribed = world.session.subscribe(client.client, true).toCompletableFuture();
        world.run();

        assertTrue(subscribed.isDone());
        assertEquals(List.of(), world.session.view().subscribers());
    }

    @Test
    void aSessionTellsWhoIsSubscribed() {
        world.open();
        GroupClient client = world.subscriber(world.left);
        GroupClient other = world.connect(world.left);

        var clientIs = world.session.isSubscribed(client.client).toCompletableFuture();
        var otherIs = world.session.isSubscribed(other.client).toCompletableFuture();
        world.run();

        assertTrue(clientIs.join());
        assertFalse(otherIs.join());
    }

    @Test
    void theClientsMessagesReachTheSessionWhenSubscribingIsComplete() {
        Schedule.every(1000, schedule -> {
            SessionFixture orders = new SessionFixture().open();
            GroupClient client = orders.connect(orders.left);
            orders.session
                    .subscribe(client.client, false)
                    .thenRun(() -> orders.left.execute(() -> client.send("<echo/>")));

            schedule.run(orders.home, orders.left, orders.right);

            assertEquals(List.of("<echo/>"), client.take());
            orders.end();
        });
    }

    @Test
    void aFailureOfTheContentClosesTheSubscriptionAndNothingElse() {
        world.open();
        GroupClient writer = world.creator(world.left);
        GroupClient client = world.connect(world.right);
        world.note.failures.put("synchronization", new IllegalStateException("test"));

        var subscribed = world.session.subscribe(client.client, true).toCompletableFuture();
        world.run();

        assertTrue(subscribed.isDone());
        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of(writer.link), world.session.view().subscribers());
        world.note.failures.clear();
        world.session.subscribe(client.client, true);
        world.run();
        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>"), client.take());
    }

    @Test
    void messagesOfManyClientsOnAllLoopsAreHandled() {
        world.open();
        for (ManualLoop loop : List.of(world.home, world.left, world.right)) {
            GroupClient client = world.subscriber(loop);
            world.send(client, "<echo/>");
            assertEquals(List.of("<echo/>"), client.take());
        }
    }
}
