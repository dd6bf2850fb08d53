// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Node;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A large content that changes from one subscriber to the next is not encoded for each of them. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class SyncQueueTest {
    private static final Duration MOMENT = Duration.ofMillis(250);
    private static final int SIZE = 300 << 10;

    private final SessionFixture fixture = new SessionFixture(new MemoryBudget(1 << 20));

    SyncQueueTest() {
        fixture.note.content = content("a");
        fixture.open();
    }

    @Test
    void whoComesFirstDoesNotWait() {
        GroupClient first = fixture.synchronizing(fixture.left);
        assertTrue(isSynchronised(first, "a"));
        end();
    }

    @Test
    void aLargeContentThatHasChangedIsEncodedOnceForAllThatComeInAMoment() {
        fixture.synchronizing(fixture.left);
        fixture.note.content = content("b");
        GroupClient second = fixture.synchronizing(fixture.left);
        fixture.note.content = content("c");
        GroupClient third = fixture.synchronizing(fixture.right);
        assertEquals(List.of(), second.take());
        assertEquals(List.of(), third.take());

        fixture.advance(MOMENT);

        assertTrue(isSynchronised(second, "c"));
        assertTrue(isSynchronised(third, "c"));
        // the note's content, its messages with two bytes for each character, and what they are encoded to
        assertTrue(fixture.budget.used() < 5 * SIZE, fixture.budget.used() + " bytes");
        end();
    }

    @Test
    void whatIsKeptForTheNextIsCountedUntilItIsLetGoOf() {
        fixture.synchronizing(fixture.left).take();
        long kept = fixture.budget.used();
        fixture.advance(Duration.ofSeconds(2));
        assertTrue(fixture.budget.used() <= kept - 2 * SIZE, kept + ", then " + fixture.budget.used() + " bytes");
        end();
    }

    @Test
    void aSmallContentIsEncodedForEachThatComes() {
        fixture.note.content = List.of(say("a"));
        fixture.synchronizing(fixture.left);
        fixture.note.content = List.of(say("b"));
        GroupClient second = fixture.synchronizing(fixture.left);
        assertTrue(isSynchronised(second, "b"));
        end();
    }

    @Test
    void aContentForWhichThereIsNoMemoryWaitsUntilThereIs() {
        fixture.budget.take(900 << 10);
        GroupClient client = fixture.synchronizing(fixture.left);
        fixture.advance(MOMENT.multipliedBy(3));
        assertEquals(List.of(), client.take());

        fixture.budget.giveBack(900 << 10);
        fixture.advance(MOMENT);

        assertTrue(isSynchronised(client, "a"));
        end();
    }

    @Test
    void aSmallContentDoesNotWaitForMemory() {
        fixture.budget.take(1 << 20);
        fixture.note.content = List.of(say("a"));
        GroupClient client = fixture.synchronizing(fixture.left);
        assertTrue(isSynchronised(client, "a"));
        fixture.budget.giveBack(1 << 20);
        end();
    }

    @Test
    void idleSessionsAreClosedForWhoWaits() {
        var owner = new FakeOwner(fixture.home);
        OpenSession idle = fixture.sessions.open(
                SessionDocument.of(new Node(3, "/idle", "InfTest"), fixture.type, fixture.saver),
                new TestNote(fixture.home),
                owner);
        fixture.budget.take(900 << 10);
        fixture.synchronizing(fixture.left);
        fixture.run();
        assertTrue(owner.events.contains("idle"), "events: " + owner.events);
        fixture.budget.giveBack(900 << 10);
        idle.close(false);
        end();
    }

    @Test
    void nobodyWaitsForMemoryForEver() {
        fixture.budget.take(900 << 10);
        GroupClient client = fixture.synchronizing(fixture.left);
        for (int i = 0; i < 39; i++) {
            fixture.advance(MOMENT);
        }
        assertEquals(List.of(), client.take());
        fixture.advance(MOMENT);
        assertTrue(isSynchronised(client, "a"));
        fixture.budget.giveBack(900 << 10);
        end();
    }

    @Test
    void whatHappensWhileAClientWaitsIsInTheContentAndNotRelayed() {
        GroupClient typist = fixture.subscriber(fixture.right);
        fixture.join(typist, "bob");
        fixture.note.content = content("b");
        GroupClient client = fixture.synchronizing(fixture.left);
        fixture.send(typist, "<say user='1'>hello</say>");
        assertEquals(List.of(), client.take());

        fixture.advance(MOMENT);

        assertTrue(isSynchronised(client, "b"));
        end();
    }

    @Test
    void aClientThatWaitsIsToldWhenTheSessionEnds() {
        fixture.budget.take(900 << 10);
        GroupClient client = fixture.connect(fixture.left);
        CompletionStage<Void> entered = fixture.session.subscribe(client.client);
        fixture.run();
        assertFalse(entered.toCompletableFuture().isDone());

        fixture.end();

        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>", "<session-close/>"), client.take());
        assertTrue(entered.toCompletableFuture().isDone());
        assertEquals(0, fixture.home.scheduledCount());
        fixture.budget.giveBack(900 << 10);
        assertEquals(0, fixture.budget.used());
    }

    @Test
    void aClientThatGoesWhileItWaitsIsNoSubscriber() {
        fixture.budget.take(900 << 10);
        GroupClient client = fixture.synchronizing(fixture.left);
        client.link.close();
        fixture.budget.giveBack(900 << 10);
        fixture.advance(MOMENT);
        assertEquals(List.of(), fixture.session.view().subscribers());
        end();
    }

    private void end() {
        fixture.end();
        assertEquals(0, fixture.budget.used());
        assertEquals(0, fixture.home.scheduledCount());
    }

    private static boolean isSynchronised(GroupClient client, String text) {
        List<String> got = client.take();
        return got.get(0).startsWith("<sync-begin")
                && got.stream().anyMatch(message -> message.contains(">" + text))
                && got.get(got.size() - 1).equals("<sync-end/>");
    }

    private static List<Element> content(String text) {
        return List.copyOf(Collections.nCopies(300, say(text.repeat(SIZE / 300))));
    }

    private static Element say(String text) {
        return Xml.element("<say user='1'>" + text + "</say>");
    }
}
