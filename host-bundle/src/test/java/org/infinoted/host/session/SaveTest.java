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
    private final SessionFixture world = new SessionFixture().open();

    @AfterEach
    void end() {
        world.end();
    }

    @Test
    void savingWritesTheContentAsItIsAndTellsTheNoteAndListeners() {
        say("text");
        world.saver.slow = true;
        CompletionStage<Void> saved = save();
        assertFalse(saved.toCompletableFuture().isDone());

        world.saver.finish();
        world.run();

        assertNull(failure(saved));
        assertEquals(List.of("text"), world.saver.written);
        assertEquals(List.of("snapshot", "saved"), world.note.calls);
        assertEquals(List.of("Saved[]"), world.events);
    }

    @Test
    void savingThroughTheViewIsTheSame() {
        CompletionStage<Void> saved = world.session.view().save();
        world.run();

        assertNull(failure(saved));
        assertEquals(List.of("Saved[]"), world.events);
    }

    @Test
    void whatTheStoreSaysIsTheFailure() {
        world.saver.slow = true;
        CompletionStage<Void> saved = save();
        var reason = new IOException("disk full");
        world.saver.fail(reason);
        world.run();

        assertSame(reason, failure(saved));
        assertEquals(List.of("snapshot"), world.note.calls);
        assertEquals(List.of(), world.events);
    }

    @Test
    void aNoteThatFailsToGiveItsContentFailsTheSaveAlone() {
        var reason = new IllegalStateException("test");
        world.note.failures.put("snapshot", reason);

        assertSame(reason, failure(save()));

        world.note.failures.clear();
        assertNull(failure(save()));
    }

    @Test
    void aSecondSaveWaitsForTheFirstSoThatTheNewerContentStays() {
        world.saver.slow = true;
        say("first");
        CompletionStage<Void> first = save();
        say("second");
        CompletionStage<Void> second = save();
        assertEquals(List.of("first"), world.saver.written);

        world.saver.finish();
        world.run();
        assertTrue(first.toCompletableFuture().isDone());
        assertFalse(second.toCompletableFuture().isDone());
        assertEquals(List.of("first", "second"), world.saver.written);

        world.saver.finish();
        world.run();
        assertTrue(second.toCompletableFuture().isDone());
    }

    @Test
    void aSaveAfterOneThatFailedIsTried() {
        world.saver.slow = true;
        save();
        CompletionStage<Void> second = save();
        world.saver.fail(new IOException("disk full"));
        world.run();
        world.saver.finish();
        world.run();

        assertNull(failure(second));
    }

    @Test
    void aSessionThatHasEndedCannotBeSaved() {
        world.end();

        assertInstanceOf(IllegalStateException.class, failure(save()));
        assertEquals(List.of(), world.saver.written);
    }

    @Test
    void theSessionGoesOnWhileItIsSaved() {
        GroupClient client = world.creator(world.left);
        world.saver.slow = true;
        save();

        world.send(client, "<echo/>");

        assertEquals(List.of("<echo/>"), client.take());
        world.saver.finish();
        world.run();
    }

    private void say(String text) {
        world.note.content = List.of(Xml.element("<say user='1'>" + text + "</say>"));
    }

    private CompletionStage<Void> save() {
        CompletionStage<Void> saved = world.session.save();
        world.run();
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
