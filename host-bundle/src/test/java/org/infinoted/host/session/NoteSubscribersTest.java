// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a note knows of the connections that subscribe and go, and what it can do with them. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class NoteSubscribersTest {
    private final SessionFixture fixture = new SessionFixture();
    private final TestNote note = fixture.note;

    @AfterEach
    void end() {
        fixture.end();
    }

    private List<String> takeComings() {
        List<String> taken = List.copyOf(note.comings);
        note.comings.clear();
        return taken;
    }

    @Test
    void theNoteIsToldOfASubscriberRightAfterItGaveTheContent() {
        fixture.open();

        GroupClient client = fixture.connect(fixture.left);
        fixture.session.subscribe(client.client);
        fixture.home.runNext();

        assertEquals(List.of("synchronization", "subscribed 1"), takeComings());
    }

    @Test
    void theNoteIsToldOfTheCreatorThatDoesNotGetTheContent() {
        GroupClient creator = fixture.connect(fixture.left);

        fixture.create(creator);
        fixture.run();

        assertEquals(List.of("subscribed 1"), takeComings());
        assertEquals(List.of(), creator.take());
    }

    /** Messages that a client has sent early are delivered while it becomes a member. */
    @Test
    void theNoteIsToldOfASubscriberBeforeItsFirstMessage() {
        fixture.open();
        GroupClient client = fixture.connect(fixture.home);
        client.link.receive(Xml.element("<group publisher='you' name='InfDirectory'><subscribe-ack id='2'/></group>"));
        client.send("<echo/>");

        fixture.home.call(() -> ((HostSession) fixture.session).subscribeCreator(client.client, () -> {}));

        assertEquals(List.of("subscribed 1", "received echo"), takeComings());
    }

    @Test
    void whatIsSentInTheTurnOfTheSubscriptionFollowsTheContent() {
        fixture.open();
        note.onSubscribed = connection -> note.context.send(Element.empty("welcome"), connection);

        GroupClient client = fixture.synchronizing(fixture.left);

        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>", "<welcome/>"), client.take());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSubscriberThatTheNoteDoesNotWantIsNone(boolean onTheSameLoop) {
        fixture.open();
        note.onSubscribed = note.context::unsubscribe;

        GroupClient client = fixture.synchronizing(onTheSameLoop ? fixture.home : fixture.left);
        assertEquals(List.of("synchronization", "subscribed 1", "unsubscribed 1"), takeComings());
        fixture.send(client, "<sync-ack/>", "<echo/>");

        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>", "<session-close/>"), client.take());
        assertEquals(List.of(), fixture.session.view().subscribers());
        assertEquals(List.of(), takeComings(), "its messages do not come here");
        fixture.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of("idle"), fixture.owner.events);
    }

    @Test
    void aSubscriberThatTheNoteDidNotWantMaySubscribeAgain() {
        fixture.open();
        note.onSubscribed = note.context::unsubscribe;
        GroupClient client = fixture.synchronizing(fixture.left);
        client.take();
        note.onSubscribed = connection -> {};

        var subscribed = fixture.session.subscribe(client.client).toCompletableFuture();
        fixture.run();
        assertTrue(subscribed.isDone());
        fixture.send(client, "<sync-ack/>", "<echo/>");

        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>", "<echo/>"), client.take());
    }

    @Test
    void theNoteIsToldOfWhoGoesAfterItsUsersHaveLeft() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        GroupClient other = fixture.creator(fixture.right);
        fixture.join(client, "first", other);
        fixture.join(client, "second", other);
        takeComings();

        client.link.close();
        fixture.run();
        assertEquals(List.of("left", "left", "unsubscribed 1"), takeComings());

        fixture.send(other, "<session-unsubscribe/>");
        assertEquals(List.of("unsubscribed 2"), takeComings());
    }

    @Test
    void theNoteIsToldOfWhomItRemovesBeforeTheCallReturns() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        fixture.join(client, "first");
        takeComings();

        fixture.home.call(() -> {
            note.context.unsubscribe(client.link);
            assertEquals(List.of("left", "unsubscribed 1"), takeComings());
        });
        fixture.run();
        client.link.close();
        fixture.run();

        assertEquals(List.of(), takeComings(), "it is told once");
    }

    @Test
    void theNoteIsToldOfWhoDoesNotTakeTheContent() {
        fixture.open();
        GroupClient client = fixture.synchronizing(fixture.left);
        takeComings();

        fixture.send(client, "<sync-error/>");

        assertEquals(List.of("unsubscribed 1"), takeComings());
    }

    @Test
    void theEndOfTheSessionIsToldOnceAndNotConnectionByConnection() {
        fixture.open();
        fixture.creator(fixture.left);
        fixture.creator(fixture.right);
        takeComings();

        fixture.end();

        assertEquals(List.of("close"), takeComings());
    }

    @Test
    void whatTheNoteThrowsEndsNothing() {
        fixture.open();
        note.failures.put("subscribed", new IllegalStateException("test"));
        note.failures.put("unsubscribed", new AssertionError("test"));
        GroupClient client = fixture.subscriber(fixture.left);
        GroupClient other = fixture.creator(fixture.right);
        fixture.join(client, "alice", other);

        fixture.send(client, "<say user='1'>hello</say>");
        assertEquals(List.of("<say user=\"1\">hello</say>"), other.take());
        fixture.send(client, "<session-unsubscribe/>");

        assertEquals(List.of("<user-status-change id=\"1\" status=\"unavailable\"/>"), other.take());
        assertEquals(List.of(other.link), fixture.session.view().subscribers());
    }

    @Test
    void aMessageToAllButSomeLeavesThemOut() {
        fixture.open();
        GroupClient one = fixture.creator(fixture.home);
        GroupClient two = fixture.creator(fixture.left);
        GroupClient three = fixture.creator(fixture.right);
        GroupClient stranger = fixture.connect(fixture.left);

        fixture.home.call(() -> note.context.relay(Element.empty("news"), Set.of(one.link, three.link, stranger.link)));
        fixture.run();

        assertEquals(List.of(), one.take());
        assertEquals(List.of("<news/>"), two.take());
        assertEquals(List.of(), three.take());
        assertEquals(List.of(), stranger.take());
    }

    @Test
    void theNotePausesSubscribersOnly() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        GroupClient stranger = fixture.connect(fixture.left);

        fixture.home.call(() -> {
            note.context.pause(client.link, Duration.ofMillis(500));
            note.context.pause(stranger.link, Duration.ofMillis(500));
        });
        fixture.run();

        assertTrue(client.link.isReadingPaused());
        assertFalse(stranger.link.isReadingPaused());
        fixture.left.advance(Duration.ofMillis(500));
        assertFalse(client.link.isReadingPaused());
    }
}
