// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.session.Session;
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

    private final SessionFixture fixture = new SessionFixture();

    @AfterEach
    void end() {
        fixture.end();
    }

    @Test
    void aSubscriberGetsUsersAndContentBetweenBeginAndEnd() {
        fixture.note.with(
                List.of(User.absent(7, "bob"), User.absent(3, "alice")),
                Xml.element("<say user='3'>one</say>"),
                Xml.element("<say user='7'>two</say>"));
        fixture.open();

        GroupClient client = fixture.synchronizing(fixture.left);

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
        fixture.open();

        GroupClient client = fixture.synchronizing(fixture.left);

        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>"), client.take());
    }

    @Test
    void usersAreSentAsTheyAreNow() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        fixture.join(alice, "alice");
        fixture.send(alice, "<user-status-change id='1' status='inactive'/>");

        GroupClient client = fixture.synchronizing(fixture.right);

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
            orders.session.subscribe(reader.client);
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
        fixture.open();
        GroupClient client = fixture.synchronizing(fixture.left);
        client.take();

        fixture.send(client, "<user-join name='alice' time='' caret='0'/>", "<echo/>", "<session-unsubscribe/>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of(client.link), fixture.session.view().subscribers());
        assertEquals(List.of("synchronization"), fixture.note.calls);
    }

    @Test
    void aClientIsTakenSeriouslyFromItsAcknowledgementOn() {
        fixture.open();
        GroupClient client = fixture.synchronizing(fixture.left);
        client.take();

        fixture.send(client, "<sync-ack/>", "<echo/>");

        assertEquals(List.of("<echo/>"), client.take());
    }

    @Test
    void aClientThatHasNotAcknowledgedGetsWhatOthersDo() {
        fixture.open();
        GroupClient writer = fixture.creator(fixture.left);
        fixture.join(writer, "alice");
        GroupClient client = fixture.synchronizing(fixture.right);
        client.take();

        fixture.send(writer, SAY);

        assertEquals(List.of("<say user=\"1\">more</say>"), client.take());
    }

    @Test
    void aSyncErrorEndsTheSubscriptionWithoutAnAnswer() {
        fixture.open();
        GroupClient client = fixture.synchronizing(fixture.left);
        client.take();

        fixture.send(client, "<sync-error code='1' domain='D'>no</sync-error>", "<sync-ack/>", "<echo/>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of(), fixture.session.view().subscribers());
    }

    @Test
    void theCreatorIsSubscribedWithoutSynchronizationAndMayJoinAtOnce() {
        fixture.open();
        GroupClient creator = fixture.creator(fixture.left);
        assertEquals(List.of(), creator.take());

        fixture.send(creator, "<user-join name='alice' time='' caret='0'/>");

        assertEquals(List.of("<user-join id=\"1\" name=\"alice\" status=\"active\" time=\"\"/>"), creator.take());
    }

    @Test
    void anAcknowledgementThatIsNotAwaitedIsAnUnknownMessage() {
        fixture.open();
        GroupClient creator = fixture.creator(fixture.left);

        fixture.send(creator, "<sync-ack/>");

        assertEquals(List.of(), creator.take());
        assertEquals(List.of("received sync-ack"), fixture.note.calls);
        assertEquals(1, fixture.events.size());
    }

    @Test
    void subscribingAgainSendsNothing() {
        fixture.open();
        GroupClient client = fixture.subscriber(fixture.left);

        var again = fixture.session.subscribe(client.client).toCompletableFuture();
        fixture.run();

        assertTrue(again.isDone());
        assertEquals(List.of(), client.take());
        assertEquals(List.of(client.link), fixture.session.view().subscribers());
    }

    @Test
    void whoSubscribesToASessionThatHasEndedIsToldThatItIsClosed() {
        fixture.open().end();
        GroupClient client = fixture.connect(fixture.left);

        var subscribed = fixture.session.subscribe(client.client).toCompletableFuture();
        fixture.run();

        assertTrue(subscribed.isDone());
        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of(), fixture.session.view().subscribers());
    }

    @Test
    void whoHasGoneMeanwhileIsNoSubscriber() {
        fixture.open();
        GroupClient client = fixture.connect(fixture.left);
        client.link.close();

        var subscribed = fixture.session.subscribe(client.client).toCompletableFuture();
        fixture.run();

        assertTrue(subscribed.isDone());
        assertEquals(List.of(), fixture.session.view().subscribers());
    }

    @Test
    void aSessionTellsWhoIsSubscribed() {
        fixture.open();
        GroupClient client = fixture.subscriber(fixture.left);
        GroupClient other = fixture.connect(fixture.left);

        var clientIs = fixture.session.isSubscribed(client.client).toCompletableFuture();
        var otherIs = fixture.session.isSubscribed(other.client).toCompletableFuture();
        fixture.run();

        assertTrue(clientIs.join());
        assertFalse(otherIs.join());
    }

    @Test
    void theClientsMessagesReachTheSessionWhenSubscribingIsComplete() {
        Schedule.every(1000, schedule -> {
            SessionFixture orders = new SessionFixture().open();
            GroupClient client = orders.connect(orders.left);
            orders.session
                    .subscribe(client.client)
                    .thenRun(() -> orders.left.execute(() -> client.send("<sync-ack/>", "<echo/>")));

            schedule.run(orders.home, orders.left, orders.right);

            assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>", "<echo/>"), client.take());
            orders.end();
        });
    }

    @Test
    void theCreatorsMessagesReachTheSessionWhenItIsCreated() {
        Schedule.every(1000, schedule -> {
            SessionFixture orders = new SessionFixture();
            GroupClient client = orders.connect(orders.left);
            orders.right.execute(
                    () -> orders.create(client).thenRun(() -> orders.left.execute(() -> client.send("<echo/>"))));

            schedule.run(orders.home, orders.left, orders.right);

            assertEquals(List.of("<echo/>"), client.take());
            orders.end();
        });
    }

    /** The content that a creator is not sent is empty, so it must not miss what comes right after. */
    @Test
    void theCreatorMissesNothingOfAPluginsUserWhateverTheThreadsDo() {
        Schedule.every(10_000, schedule -> {
            SessionFixture orders = new SessionFixture();
            GroupClient client = orders.connect(orders.left);
            orders.registry.observe(new Registry.Observer<>() {
                @Override
                public void added(Session session) {
                    orders.right.execute(() -> orders.environment
                            .join(session, "bot")
                            .thenAccept(bot -> bot.request(new TestNote.Speech("hello"))));
                }

                @Override
                public void removed(Session session) {
                    // nothing is left to do
                }
            });
            orders.left.execute(() -> orders.create(client));

            schedule.run(orders.home, orders.left, orders.right);

            assertEquals(
                    List.of(
                            "<user-join id=\"1\" name=\"bot\" status=\"active\" time=\"now\"/>",
                            "<say user=\"1\">hello</say>"),
                    client.take());
            orders.end();
        });
    }

    @Test
    void aFailureOfTheContentClosesTheSubscriptionAndNothingElse() {
        fixture.open();
        GroupClient writer = fixture.creator(fixture.left);
        GroupClient client = fixture.connect(fixture.right);
        fixture.note.failures.put("synchronization", new IllegalStateException("test"));

        var subscribed = fixture.session.subscribe(client.client).toCompletableFuture();
        fixture.run();

        assertTrue(subscribed.isDone());
        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of(writer.link), fixture.session.view().subscribers());
        fixture.note.failures.clear();
        fixture.session.subscribe(client.client);
        fixture.run();
        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>"), client.take());
    }

    @Test
    void messagesOfManyClientsOnAllLoopsAreHandled() {
        fixture.open();
        for (ManualLoop loop : List.of(fixture.home, fixture.left, fixture.right)) {
            GroupClient client = fixture.subscriber(loop);
            fixture.send(client, "<echo/>");
            assertEquals(List.of("<echo/>"), client.take());
        }
    }
}
