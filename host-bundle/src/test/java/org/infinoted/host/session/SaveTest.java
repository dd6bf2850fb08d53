// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class SaveTest {
    private final SessionFixture fixture = new SessionFixture().open();

    @AfterEach
    void end() {
        fixture.end();
    }

    @Test
    void savingWritesTheContentAsItIsAndTellsTheNoteAndListeners() {
        say("text");
        fixture.saver.slow = true;
        CompletionStage<Void> saved = save();
        assertFalse(saved.toCompletableFuture().isDone());

        fixture.saver.finish();
        fixture.run();

        assertNull(failure(saved));
        assertEquals(List.of("text"), fixture.saver.written);
        assertEquals(List.of("snapshot", "saved"), fixture.note.calls);
        assertEquals(List.of("Saved[]"), fixture.events);
    }

    @Test
    void savingThroughTheViewIsTheSame() {
        CompletionStage<Void> saved = fixture.session.view().save();
        fixture.run();

        assertNull(failure(saved));
        assertEquals(List.of("Saved[]"), fixture.events);
    }

    @Test
    void whatTheStoreSaysIsTheFailure() {
        fixture.saver.slow = true;
        CompletionStage<Void> saved = save();
        var reason = new IOException("disk full");
        fixture.saver.fail(reason);
        fixture.run();

        assertSame(reason, failure(saved));
        assertEquals(List.of("snapshot"), fixture.note.calls);
        assertEquals(List.of(), fixture.events);
    }

    @Test
    void aNoteThatFailsToGiveItsContentFailsTheSaveAlone() {
        var reason = new IllegalStateException("test");
        fixture.note.failures.put("snapshot", reason);

        assertSame(reason, failure(save()));

        fixture.note.failures.clear();
        assertNull(failure(save()));
    }

    @Test
    void aSecondSaveWaitsForTheFirstSoThatTheNewerContentStays() {
        fixture.saver.slow = true;
        say("first");
        CompletionStage<Void> first = save();
        say("second");
        CompletionStage<Void> second = save();
        assertEquals(List.of("first"), fixture.saver.written);

        fixture.saver.finish();
        fixture.run();
        assertTrue(first.toCompletableFuture().isDone());
        assertFalse(second.toCompletableFuture().isDone());
        assertEquals(List.of("first", "second"), fixture.saver.written);

        fixture.saver.finish();
        fixture.run();
        assertTrue(second.toCompletableFuture().isDone());
    }

    @Test
    void aSaveAfterOneThatFailedIsTried() {
        fixture.saver.slow = true;
        save();
        CompletionStage<Void> second = save();
        fixture.saver.fail(new IOException("disk full"));
        fixture.run();
        fixture.saver.finish();
        fixture.run();

        assertNull(failure(second));
    }

    @Test
    void aSessionThatHasEndedCannotBeSaved() {
        fixture.end();

        assertInstanceOf(IllegalStateException.class, failure(save()));
        assertEquals(List.of(), fixture.saver.written);
    }

    @Test
    void theSessionGoesOnWhileItIsSaved() {
        GroupClient client = fixture.creator(fixture.left);
        fixture.saver.slow = true;
        save();

        fixture.send(client, "<echo/>");

        assertEquals(List.of("<echo/>"), client.take());
        fixture.saver.finish();
        fixture.run();
    }

    private void say(String text) {
        fixture.note.content = List.of(Xml.element("<say user='1'>" + text + "</say>"));
    }

    private CompletionStage<Void> save() {
        CompletionStage<Void> saved = fixture.session.save();
        fixture.run();
        return saved;
    }

    /** What whoever waits for the stage is given; null if it went well. */
    static Throwable failure(CompletionStage<Void> stage) {
        assertTrue(((CompletableFuture<Void>) stage).isDone());
        List<Throwable> failures = new ArrayList<>();
        stage.whenComplete((done, failure) -> failures.add(failure));
        return failures.get(0);
    }
}
