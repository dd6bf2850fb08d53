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

    private final SessionFixture world = new SessionFixture().open();

    @AfterEach
    void end() {
        world.end();
        assertEquals(0, world.home.scheduledCount());
    }

    @Test
    void theOwnerIsToldWhenNobodyHasBeenSubscribedForTheIdleTime() {
        world.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of(), world.owner.events);

        world.advance(SECOND);
        assertEquals(List.of("idle"), world.owner.events);
    }

    @Test
    void theTimeBeginsWhenTheLastSubscriberHasGone() {
        GroupClient first = world.creator(world.left);
        GroupClient second = world.creator(world.right);
        world.advance(IDLE_TIME.multipliedBy(3));
        first.link.close();
        world.run();
        world.advance(IDLE_TIME.multipliedBy(3));
        assertEquals(List.of(), world.owner.events);

        world.send(second, "<session-unsubscribe/>");
        world.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of(), world.owner.events);
        world.advance(SECOND);
        assertEquals(List.of("idle"), world.owner.events);
    }

    @Test
    void whoSubscribesInTimeStopsIt() {
        world.advance(IDLE_TIME.minus(SECOND));
        world.subscriber(world.left);

        world.advance(IDLE_TIME.multipliedBy(2));

        assertEquals(List.of(), world.owner.events);
    }

    @Test
    void aSessionThatIsKeptIsIdleAgainAfterTheSameTime() {
        world.advance(IDLE_TIME);
        world.session.keep();
        world.run();

        world.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of("idle"), world.owner.events);
        world.advance(SECOND);
        assertEquals(List.of("idle", "idle"), world.owner.events);
    }

    @Test
    void aSessionWithSubscribersIsNotKeptAsIdle() {
        world.creator(world.left);
        world.session.keep();
        world.run();

        world.advance(IDLE_TIME.multipliedBy(2));

        assertEquals(List.of(), world.owner.events);
    }

    @Test
    void whatWasNotModifiedIsClosedWithoutSaving() {
        assertTrue(closeIfIdle().join());

        assertEquals(List.of(), world.saver.written);
        assertEquals(List.of(), world.registry.snapshot());
        assertEquals(List.of("close"), world.note.calls);
    }

    @Test
    void whatWasModifiedIsSavedBeforeItIsClosed() {
        modify("text");
        world.saver.slow = true;

        CompletableFuture<Boolean> closed = closeIfIdle();
        assertFalse(closed.isDone());
        assertEquals(List.of(world.session.view()), world.registry.snapshot());
        world.saver.finish();
        world.run();

        assertTrue(closed.join());
        assertEquals(List.of("text"), world.saver.written);
        assertEquals(List.of("snapshot", "saved", "close"), world.note.calls);
        assertEquals(List.of("Saved[]"), world.events);
        assertEquals(List.of(), world.registry.snapshot());
    }

    @Test
    void aSessionWithSubscribersStays() {
        world.creator(world.left);

        assertFalse(closeIfIdle().join());

        assertEquals(List.of(world.session.view()), world.registry.snapshot());
    }

    @Test
    void aSessionThatHasEndedCountsAsClosed() {
        world.end();

        assertTrue(closeIfIdle().join());
    }

    @Test
    void whoSubscribesDuringTheSaveKeepsTheSession() {
        modify("text");
        world.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        GroupClient client = world.subscriber(world.left);
        world.saver.finish();
        world.run();

        assertFalse(closed.join());
        world.send(client, "<echo/>");
        assertEquals(List.of("<echo/>"), client.take());
        world.advance(IDLE_TIME.multipliedBy(2));
        assertEquals(List.of(), world.owner.events);
    }

    @Test
    void whoComesAndGoesDuringTheSaveKeepsTheSessionForAnotherIdleTime() {
        modify("text");
        world.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        GroupClient client = world.subscriber(world.left);
        client.link.close();
        world.run();
        world.advance(SECOND);
        world.saver.finish();
        world.run();

        assertFalse(closed.join());
        world.advance(IDLE_TIME.minus(SECOND));
        assertEquals(List.of("idle"), world.owner.events);
    }

    @Test
    void whatChangesDuringTheSaveIsSavedTheNextTime() {
        modify("text");
        world.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        modify("more text");
        world.saver.finish();
        world.run();

        assertFalse(closed.join());
        world.saver.slow = false;
        world.advance(IDLE_TIME);
        assertEquals(List.of("idle"), world.owner.events);
        assertTrue(closeIfIdle().join());
        assertEquals(List.of("text", "more text"), world.saver.written);
    }

    @Test
    void whatCannotBeSavedIsKeptAndTriedAgainAfterAnotherIdleTime() {
        modify("text");
        world.saver.slow = true;
        CompletableFuture<Boolean> closed = closeIfIdle();
        world.saver.fail(new IOException("disk full"));
        world.run();

        assertFalse(closed.join());
        assertEquals(List.of(), world.events);
        assertEquals(List.of(world.session.view()), world.registry.snapshot());
        world.advance(IDLE_TIME);
        assertEquals(List.of("idle"), world.owner.events);
        world.saver.slow = false;
        assertTrue(closeIfIdle().join());
        assertEquals(List.of("text", "text"), world.saver.written);
    }

    @Test
    void aNoteThatFailsToGiveItsContentIsKept() {
        modify("text");
        world.note.failures.put("snapshot", new IllegalStateException("test"));

        assertFalse(closeIfIdle().join());

        world.advance(IDLE_TIME);
        assertEquals(List.of("idle"), world.owner.events);
        world.note.failures.clear();
        assertTrue(closeIfIdle().join());
    }

    @Test
    void aNoteThatFailsToSayWhetherItWasModifiedIsSavedAndKept() {
        world.note.failures.put("modified", new IllegalStateException("test"));

        assertFalse(closeIfIdle().join());

        assertEquals(List.of(""), world.saver.written);
    }

    private void modify(String text) {
        world.note.content = List.of(Xml.element("<say user='1'>" + text + "</say>"));
    }

    private CompletableFuture<Boolean> closeIfIdle() {
        var closed = world.session.closeIfIdle().toCompletableFuture();
        world.run();
        return closed;
    }
}
