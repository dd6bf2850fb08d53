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

    private final SessionFixture fixture = new SessionFixture().open();
    private final GroupClient client = fixture.creator(fixture.left);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everySubscriberIsToldOnceAndNoUserIsAnnounced(boolean save) {
        GroupClient other = fixture.synchronizing(fixture.right);
        fixture.join(client, "alice", other);

        assertNull(SaveTest.failure(close(save)));
        fixture.session.close(save);
        client.link.close();
        fixture.run();

        assertEquals(List.of("<session-close/>"), client.take());
        assertEquals(List.of("<session-close/>"), other.take());
        assertEquals(List.of(), fixture.session.view().subscribers());
        assertEquals(List.of(), fixture.registry.snapshot());
        assertEquals("close", fixture.note.calls.get(fixture.note.calls.size() - 1));
        assertEquals(0, fixture.home.scheduledCount());
    }

    @Test
    void whatWasModifiedIsSavedIfThatIsWanted() {
        modify();

        close(true);

        assertEquals(List.of("text"), fixture.saver.written);
    }

    @Test
    void whatWasModifiedIsForgottenIfThatIsWanted() {
        modify();

        close(false);

        assertEquals(List.of(), fixture.saver.written);
    }

    @Test
    void whatWasNotModifiedIsNotSaved() {
        close(true);

        assertEquals(List.of(), fixture.saver.written);
    }

    @Test
    void nothingIsTakenOrRelayedAnyMoreAfterTheContentWasTaken() {
        GroupClient other = fixture.creator(fixture.right);
        modify();
        other.take();
        fixture.saver.slow = true;
        CompletableFuture<Void> closed = close(true);

        fixture.send(client, SAY, "<user-join name='bob' time='' caret='0'/>");

        assertEquals(List.of("<session-close/>"), other.take());
        assertEquals(List.of("text"), fixture.note.said());
        fixture.saver.finish();
        fixture.run();
        assertTrue(closed.isDone());
    }

    @Test
    void pluginsKnowTheSessionUntilItIsWrittenAndTheNoteIsToldOfThatBeforeItsEnd() {
        modify();
        fixture.saver.slow = true;
        CompletableFuture<Void> closed = close(true);
        assertFalse(closed.isDone());
        assertEquals(List.of(fixture.session.view()), fixture.registry.snapshot());

        fixture.saver.finish();
        fixture.run();

        assertTrue(closed.isDone());
        assertEquals(List.of(), fixture.registry.snapshot());
        assertEquals(
                List.of("snapshot", "saved", "close"),
                fixture.note.calls.subList(fixture.note.calls.size() - 3, fixture.note.calls.size()));
        assertEquals("Saved[]", fixture.events.get(fixture.events.size() - 1));
    }

    @Test
    void whatCannotBeSavedIsClosedAllTheSameAndTheFailureIsTold() {
        modify();
        fixture.saver.slow = true;
        CompletableFuture<Void> closed = close(true);
        CompletableFuture<Void> again = close(true);
        var reason = new IOException("disk full");
        fixture.saver.fail(reason);
        fixture.run();

        assertSame(reason, SaveTest.failure(closed));
        assertSame(reason, SaveTest.failure(again));
        assertEquals(List.of(), fixture.registry.snapshot());
    }

    @Test
    void closingWaitsForASaveThatIsUnderWaySoThatNothingIsWrittenAfterwards() {
        modify();
        fixture.saver.slow = true;
        fixture.session.save();
        fixture.run();

        CompletableFuture<Void> closed = close(false);
        assertFalse(closed.isDone());
        fixture.saver.finish();
        fixture.run();

        assertTrue(closed.isDone());
        assertEquals(0, fixture.saver.underWay());
        assertEquals(1, fixture.saver.written.size());
    }

    @Test
    void aSaveThatWaitsForAnotherIsDoneBeforeTheEnd() {
        modify();
        fixture.saver.slow = true;
        CompletableFuture<Void> first = fixture.session.save().toCompletableFuture();
        CompletableFuture<Void> second = fixture.session.save().toCompletableFuture();
        fixture.run();
        CompletableFuture<Void> closed = close(false);

        fixture.saver.finish();
        fixture.run();
        assertFalse(closed.isDone());
        fixture.saver.finish();
        fixture.run();

        assertNull(SaveTest.failure(first));
        assertNull(SaveTest.failure(second));
        assertTrue(closed.isDone());
    }

    @Test
    void aSaveThatWaitsIsDoneBeforeAnIdleSessionCloses() {
        modify();
        fixture.send(client, "<session-unsubscribe/>");
        fixture.saver.slow = true;
        var closed = fixture.session.closeIfIdle().toCompletableFuture();
        CompletableFuture<Void> saved = fixture.session.save().toCompletableFuture();
        fixture.run();
        fixture.saver.finish();
        fixture.run();
        fixture.saver.finish();
        fixture.run();

        assertTrue(closed.join());
        assertNull(SaveTest.failure(saved));
        assertEquals("close", fixture.note.calls.get(fixture.note.calls.size() - 1));
    }

    @Test
    void aCloseDuringAnIdleSaveEndsTheSessionOnce() {
        modify();
        fixture.send(client, "<session-unsubscribe/>");
        fixture.saver.slow = true;
        var idle = fixture.session.closeIfIdle().toCompletableFuture();
        fixture.run();
        CompletableFuture<Void> closed = close(false);
        fixture.saver.finish();
        fixture.run();

        assertTrue(closed.isDone());
        assertTrue(idle.join());
        assertEquals(1, fixture.note.calls.stream().filter("close"::equals).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"modified", "snapshot", "saved", "close"})
    void aFailureOfTheNoteDoesNotKeepTheSessionOpen(String method) {
        modify();
        fixture.note.failures.put(method, new NoClassDefFoundError("test"));

        assertTrue(close(true).isDone());

        assertEquals("<session-close/>", client.take().get(0));
        assertEquals(List.of(), fixture.registry.snapshot());
    }

    private void modify() {
        fixture.join(client, "alice");
        fixture.send(client, SAY);
    }

    private CompletableFuture<Void> close(boolean save) {
        CompletableFuture<Void> closed = fixture.session.close(save).toCompletableFuture();
        fixture.run();
        return closed;
    }

    @Test
    void aSessionThatIsClosedWhenItIsSavedTakesNothingInBetween() {
        GroupClient other = fixture.creator(fixture.right);
        modify();
        other.take();
        fixture.saver.slow = true;
        var closed = fixture.session.closeSaved().toCompletableFuture();
        fixture.send(client, SAY);
        assertEquals(List.of(), other.take());

        fixture.saver.finish();
        fixture.run();

        assertNull(SaveTest.failure(closed));
        assertEquals(List.of("text"), fixture.saver.written);
        assertEquals(List.of("<session-close/>"), other.take());
        assertEquals(List.of(), fixture.registry.snapshot());
    }

    @Test
    void aSessionThatCouldNotBeSavedGoesOnWithAllThatCameMeanwhile() {
        GroupClient other = fixture.creator(fixture.right);
        modify();
        other.take();
        fixture.saver.slow = true;
        var closed = fixture.session.closeSaved().toCompletableFuture();
        fixture.send(client, SAY);

        var full = new IOException("The disk is full");
        fixture.saver.fail(full);
        fixture.run();

        assertSame(full, SaveTest.failure(closed));
        assertEquals(List.of(SAY.replace('\'', '"')), other.take());
        assertEquals(List.of(fixture.session.view()), fixture.registry.snapshot());
        fixture.saver.slow = false;
        assertNull(SaveTest.failure(close(true)));
    }

    @Test
    void closingTwiceAfterSavingClosesOnceAndAnswersWhoComesLate() {
        modify();
        fixture.saver.slow = true;
        var first = fixture.session.closeSaved().toCompletableFuture();
        var second = fixture.session.closeSaved().toCompletableFuture();
        GroupClient late = fixture.synchronizing(fixture.right);
        fixture.saver.finish();
        fixture.run();

        assertNull(SaveTest.failure(first));
        assertNull(SaveTest.failure(second));
        assertEquals(List.of("text"), fixture.saver.written);
        assertEquals("<session-close/>", late.take().get(2));
    }

    @Test
    void aSessionThatCouldNotBeSavedIsIdleAgainIfNobodyIsSubscribed() {
        modify();
        fixture.send(client, "<session-unsubscribe/>");
        fixture.saver.slow = true;
        var closed = fixture.session.closeSaved().toCompletableFuture();
        fixture.run();
        fixture.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of(), fixture.owner.events);
        fixture.saver.fail(new IOException("The disk is full"));
        fixture.run();

        assertTrue(closed.isCompletedExceptionally());
        fixture.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of("idle"), fixture.owner.events);
        fixture.session.close(false);
        fixture.run();
        assertEquals(0, fixture.home.scheduledCount());
    }
}
