// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.infinoted.host.session.SessionFixture.IDLE_TIME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class IdleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SessionFixture fixture = new SessionFixture().open();

    @AfterEach
    void end() {
        fixture.end();
        assertEquals(0, fixture.home.scheduledCount());
    }

    @Test
    void theOwnerIsToldWhenNobodyHasBeenSubscribedForTheIdleTime() {
        fixture.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of(), fixture.owner.events);

        fixture.advance(SECOND);
        assertEquals(List.of("idle"), fixture.owner.events);
    }

    @Test
    void theTimeBeginsWhenTheLastSubscriberHasGone() {
        GroupClient first = fixture.creator(fixture.left);
        GroupClient second = fixture.creator(fixture.right);
        fixture.advance(IDLE_TIME.multipliedBy(3));
        first.link.close();
        fixture.run();
        fixture.advance(IDLE_TIME.multipliedBy(3));
        assertEquals(List.of(), fixture.owner.events);

        fixture.send(second, "<session-unsubscribe/>");
        fixture.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of(), fixture.owner.events);
        fixture.advance(SECOND);
        assertEquals(List.of("idle"), fixture.owner.events);
    }

    @Test
    void whoSubscribesInTimeStopsIt() {
        fixture.advance(IDLE_TIME.minus(SECOND));
        fixture.subscriber(fixture.left);

        fixture.advance(IDLE_TIME.multipliedBy(2));

        assertEquals(List.of(), fixture.owner.events);
    }

    @Test
    void aSessionThatIsKeptIsIdleAgainAfterTheSameTime() {
        fixture.advance(IDLE_TIME);
        fixture.session.keep();
        fixture.run();

        fixture.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of("idle"), fixture.owner.events);
        fixture.advance(SECOND);
        assertEquals(List.of("idle", "idle"), fixture.owner.events);
    }

    @Test
    void aSessionWithSubscribersIsNotKeptAsIdle() {
        fixture.creator(fixture.left);
        fixture.session.keep();
        fixture.run();

        fixture.advance(IDLE_TIME.multipliedBy(2));

        assertEquals(List.of(), fixture.owner.events);
    }

    @Test
    void whatWasNotModifiedIsClosedWithoutSaving() {
        assertTrue(closeIfIdle().join());

        assertEquals(List.of(), fixture.saver.written);
        assertEquals(List.of(), fixture.registry.snapshot());
        assertEquals(List.of("close"), fixture.note.calls);
    }

    @Test
    void whatWasModifiedIsSavedBeforeItIsClosed() {
        modify("text");
        fixture.saver.slow = true;

        CompletableFuture<Boolean> closed = closeIfIdle();
        assertFalse(closed.isDone());
        assertEquals(List.of(fixture.session.view()), fixture.registry.snapshot());
        fixture.saver.finish();
        fixture.run();

        assertTrue(closed.join());
        assertEquals(List.of("text"), fixture.saver.written);
        assertEquals(List.of("snapshot", "saved", "close"), fixture.note.calls);
        assertEquals(List.of("Saved[]"), fixture.events);
        assertEquals(List.of(), fixture.registry.snapshot());
    }

    @Test
    void aSessionWithSubscribersStays() {
        fixture.creator(fixture.left);

        assertFalse(closeIfIdle().join());

        assertEquals(List.of(fixture.session.view()), fixture.registry.snapshot());
    }

    @Test
    void aSessionThatHasEndedCountsAsClosed() {
        fixture.end();

        assertTrue(closeIfIdle().join());
    }

    @Test
    void whoSubscribesDuringTheSaveKeepsTheSession() {
        modify("text");
        fixture.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        GroupClient client = fixture.subscriber(fixture.left);
        fixture.saver.finish();
        fixture.run();

        assertFalse(closed.join());
        fixture.send(client, "<echo/>");
        assertEquals(List.of("<echo/>"), client.take());
        fixture.advance(IDLE_TIME.multipliedBy(2));
        assertEquals(List.of(), fixture.owner.events);
    }

    @Test
    void whoComesAndGoesDuringTheSaveKeepsTheSessionForAnotherIdleTime() {
        modify("text");
        fixture.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        GroupClient client = fixture.subscriber(fixture.left);
        client.link.close();
        fixture.run();
        fixture.advance(SECOND);
        fixture.saver.finish();
        fixture.run();

        assertFalse(closed.join());
        fixture.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of("idle"), fixture.owner.events);
    }

    @Test
    void whatChangesDuringTheSaveIsSavedTheNextTime() {
        modify("text");
        fixture.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        modify("more text");
        fixture.saver.finish();
        fixture.run();

        assertFalse(closed.join());
        fixture.saver.slow = false;
        fixture.advance(IDLE_TIME);
        assertEquals(List.of("idle"), fixture.owner.events);
        assertTrue(closeIfIdle().join());
        assertEquals(List.of("text", "more text"), fixture.saver.written);
    }

    @Test
    void whatCannotBeSavedIsKeptAndTriedAgainAfterAnotherIdleTime() {
        modify("text");
        fixture.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        fixture.saver.fail(new IOException("disk full"));
        fixture.run();

        assertFalse(closed.join());
        assertEquals(List.of(), fixture.events);
        assertEquals(List.of(fixture.session.view()), fixture.registry.snapshot());
        fixture.advance(IDLE_TIME);
        assertEquals(List.of("idle"), fixture.owner.events);
        fixture.saver.slow = false;
        assertTrue(closeIfIdle().join());
        assertEquals(List.of("text", "text"), fixture.saver.written);
    }

    @Test
    void aNoteThatFailsToGiveItsContentIsKept() {
        modify("text");
        fixture.note.failures.put("snapshot", new IllegalStateException("test"));

        assertFalse(closeIfIdle().join());

        fixture.advance(IDLE_TIME);
        assertEquals(List.of("idle"), fixture.owner.events);
        fixture.note.failures.clear();
        assertTrue(closeIfIdle().join());
    }

    @Test
    void aNoteThatFailsToSayWhetherItWasModifiedIsSavedAndKept() {
        fixture.note.failures.put("modified", new IllegalStateException("test"));

        assertFalse(closeIfIdle().join());

        assertEquals(List.of(""), fixture.saver.written);
    }

    private void modify(String text) {
        fixture.note.content = List.of(Xml.element("<say user='1'>" + text + "</say>"));
    }

    private CompletableFuture<Boolean> closeIfIdle() {
        var closed = fixture.session.closeIfIdle().toCompletableFuture();
        fixture.run();
        return closed;
    }
}
