// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.infinoted.host.stream.FrameMemory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class CloseTest {
    private static final String SAY = "<say user='1'>text</say>";

    private final SessionFixture world = new SessionFixture().open();
    private final GroupClient client = world.creator(world.left);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everySubscriberIsToldOnceAndNoUserIsAnnounced(boolean save) {
        GroupClient other = world.synchronizing(world.right);
        world.join(client, "alice", other);

        assertNull(SaveTest.failure(close(save)));
        world.session.close(save);
        client.link.close();
        world.run();

        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of("<session-close/>"), other.take());
        assertEquals(List.of(), world.session.view().subscribers());
        assertEquals(List.of(), world.registry.snapshot());
        assertEquals("close", world.note.calls.get(world.note.calls.size() - 1));
        assertEquals(0, world.home.scheduledCount());
    }

    @Test
    void whatWasModifiedIsSavedIfThatIsWanted() {
        modify();

        close(true);

        assertEquals(List.of("text"), world.saver.written);
    }

    @Test
    void whatWasModifiedIsForgottenIfThatIsWanted() {
        modify();

        close(false);

        assertEquals(List.of(), world.saver.written);
    }

    @Test
    void whatWasNotModifiedIsNotSaved() {
        close(true);

        assertEquals(List.of(), world.saver.written);
    }

    @Test
    void nothingIsTakenOrRelayedAnyMoreAfterTheContentWasTaken() {
        GroupClient other = world.creator(world.right);
        modify();
        other.take();
        world.saver.slow = true;
        CompletableFuture<Void> closed = close(true);

        world.send(client, SAY, "<user-join name='bob' time='' caret='0'/>");

        assertEquals(List.of("<session-close/>"), other.take());
        assertEquals(List.of("text"), world.note.said());
        world.saver.finish();
        world.run();
        assertTrue(closed.isDone());
    }

    @Test
    void pluginsKnowTheSessionUntilItIsWrittenAndTheNoteIsToldOfThatBeforeItsEnd() {
        modify();
        world.saver.slow = true;
        CompletableFuture<Void> closed = close(true);
        assertFalse(closed.isDone());
        assertEquals(List.of(world.session.view()), world.registry.snapshot());

        world.saver.finish();
        world.run();

        assertTrue(closed.isDone());
        assertEquals(List.of(), world.registry.snapshot());
        assertEquals(
                List.of("snapshot", "saved", "close"),
                world.note.calls.subList(world.note.calls.size() - 3, world.note.calls.size()));
        assertEquals("Saved[]", world.events.get(world.events.size() - 1));
    }

    @Test
    void whatCannotBeSavedIsClosedAllTheSameAndTheFailureIsTold() {
        modify();
        world.saver.slow = true;
        CompletableFuture<Void> closed = close(true);
        CompletableFuture<Void> again = close(true);
        var reason = new IOException("disk full");
        world.saver.fail(reason);
        world.run();

        assertSame(reason, SaveTest.failure(closed));
        assertSame(reason, SaveTest.failure(again));
        assertEquals(List.of(), world.registry.snapshot());
    }

    @Test
    void closingWaitsForASaveThatIsUnderWaySoThatNothingIsWrittenAfterwards() {
        modify();
        world.saver.slow = true;
        world.session.save();
        world.run();

        CompletableFuture<Void> closed = close(false);
        assertFalse(closed.isDone());
        world.saver.finish();
        world.run();

        assertTrue(closed.isDone());
        assertEquals(0, world.saver.underWay());
        assertEquals(1, world.saver.written.size());
    }

    @Test
    void aSaveThatWaitsForAnotherIsDoneBeforeTheEnd() {
        modify();
        world.saver.slow = true;
        CompletableFuture<Void> first = world.session.save().toCompletableFuture();
        CompletableFuture<Void> second = world.session.save().toCompletableFuture();
        world.run();
        CompletableFuture<Void> closed = close(false);

        world.saver.finish();
        world.run();
        assertFalse(closed.isDone());
        world.saver.finish();
        world.run();

        assertNull(SaveTest.failure(first));
        assertNull(SaveTest.failure(second));
        assertTrue(closed.isDone());
    }

    @Test
    void aSaveThatWaitsIsDoneBeforeAnIdleSessionCloses() {
        modify();
        world.send(client, "<session-unsubscribe/>");
        world.saver.slow = true;
        var closed = world.session.closeIfIdle().toCompletableFuture();
        CompletableFuture<Void> saved = world.session.save().toCompletableFuture();
        world.run();
        world.saver.finish();
        world.run();
        world.saver.finish();
        world.run();

        assertTrue(closed.join());
        assertNull(SaveTest.failure(saved));
        assertEquals("close", world.note.calls.get(world.note.calls.size() - 1));
    }

    @Test
    void aCloseDuringAnIdleSaveEndsTheSessionOnce() {
        modify();
        world.send(client, "<session-unsubscribe/>");
        world.saver.slow = true;
        var idle = world.session.closeIfIdle().toCompletableFuture();
        world.run();
        CompletableFuture<Void> closed = close(false);
        world.saver.finish();
        world.run();

        assertTrue(closed.isDone());
        assertTrue(idle.join());
        assertEquals(1, world.note.calls.stream().filter("close"::equals).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"modified", "snapshot", "saved", "close"})
    void aFailureOfTheNoteDoesNotKeepTheSessionOpen(String method) {
        modify();
        world.note.failures.put(method, new NoClassDefFoundError("test"));

        assertTrue(close(true).isDone());

        assertEquals("<session-close/>", client.take().get(0));
        assertEquals(List.of(), world.registry.snapshot());
    }

    private void modify() {
        world.join(client, "alice");
        world.send(client, SAY);
    }

    private CompletableFuture<Void> close(boolean save) {
        CompletableFuture<Void> closed = world.session.close(save).toCompletableFuture();
        world.run();
        return closed;
    }

    @Test
    void aSessionThatIsClosedWhenItIsSavedTakesNothingInBetween() {
        GroupClient other = world.creator(world.right);
        modify();
        other.take();
        world.saver.slow = true;
        var closed = world.session.closeSaved().toCompletableFuture();
        world.send(client, SAY);
        assertEquals(List.of(), other.take());

        world.saver.finish();
        world.run();

        assertNull(SaveTest.failure(closed));
        assertEquals(List.of("text"), world.saver.written);
        assertEquals(List.of("<session-close/>"), other.take());
        assertEquals(List.of(), world.registry.snapshot());
    }

    @Test
    void aSessionThatCouldNotBeSavedGoesOnWithAllThatCameMeanwhile() {
        GroupClient other = world.creator(world.right);
        modify();
        other.take();
        world.saver.slow = true;
        var closed = world.session.closeSaved().toCompletableFuture();
        world.send(client, SAY);

        var full = new IOException("The disk is full");
        world.saver.fail(full);
        world.run();

        assertSame(full, SaveTest.failure(closed));
        assertEquals(List.of(SAY.replace('\'', '"')), other.take());
        assertEquals(List.of(world.session.view()), world.registry.snapshot());
        world.saver.slow = false;
        assertNull(SaveTest.failure(close(true)));
    }

    @Test
    void closingTwiceAfterSavingClosesOnceAndAnswersWhoComesLate() {
        modify();
        world.saver.slow = true;
        var first = world.session.closeSaved().toCompletableFuture();
        var second = world.session.closeSaved().toCompletableFuture();
        GroupClient late = world.synchronizing(world.right);
        world.saver.finish();
        world.run();

        assertNull(SaveTest.failure(first));
        assertNull(SaveTest.failure(second));
        assertEquals(List.of("text"), world.saver.written);
        assertEquals("<session-close/>", late.take().get(2));
    }

    @Test
    void aSessionThatCouldNotBeSavedIsIdleAgainIfNobodyIsSubscribed() {
        modify();
        world.send(client, "<session-unsubscribe/>");
        world.saver.slow = true;
        var closed = world.session.closeSaved().toCompletableFuture();
        world.run();
        world.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of(), world.owner.events);
        world.saver.fail(new IOException("The disk is full"));
        world.run();

        assertTrue(closed.isCompletedExceptionally());
        world.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of("idle"), world.owner.events);
        world.session.close(false);
        world.run();
        assertEquals(0, world.home.scheduledCount());
    }
}
