// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.EngineFixture.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.AdoptedAlgorithmError;
import org.infinoted.protocol.AdoptedSessionError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a synchronisation may contain. */
@Tag("unit")
class EngineBuilderTest {
    private static Participant user(int id, String state) {
        return new Participant(id, Status.ACTIVE, state(state), 0, 0);
    }

    private static Request insert(int user, String state) {
        return Request.of(user, state(state), new Insert(0, AuthoredText.of(user, "x")));
    }

    private static EngineBuilder builder() {
        return new EngineBuilder(Limits.DEFAULTS);
    }

    private static void assertInvalid(EngineBuilder builder, Request request) {
        var error = assertThrows(AdoptedException.class, () -> builder.request(request));
        assertEquals(AdoptedSessionError.INVALID_REQUEST, error.error());
        assertEquals("INF_ADOPTED_SESSION_ERROR", error.error().domain());
        assertEquals(2, error.error().code());
    }

    @Test
    void copyCarriesOnLikeTheOriginal() {
        var fixture = EngineFixture.of("abc", 2);
        fixture.insert(1, "", 1, "X");
        fixture.delete(2, "", 0, 2);
        fixture.undo(1, "1:1;2:1");
        fixture.move(2, "1:1;2:1", 1, 0);
        var copy = Simulation.copy(fixture.engine, Limits.DEFAULTS);
        assertEquals(fixture.engine.text(), copy.text());
        assertEquals(fixture.engine.current(), copy.current());
        assertEquals(fixture.engine.participants(), copy.participants());
        assertEquals(fixture.engine.log(1), copy.log(1));
        assertTrue(copy.canRedo(1));
        var redo = Request.redo(1, state("1:2;2:1"));
        assertEquals(fixture.engine.receive(redo, 1), copy.receive(redo, 1));
        var undo = Request.undo(2, state("1:1;2:1"));
        assertEquals(fixture.engine.receive(undo, 1), copy.receive(undo, 1));
        assertEquals(fixture.engine.text(), copy.text());
    }

    @Test
    void freshEngineIsUnmodified() throws AdoptedException {
        assertFalse(builder().append(AuthoredText.of(0, "a")).build().isModified());
    }

    @Test
    void textComesInPieces() throws AdoptedException {
        var engine = builder()
                .append(AuthoredText.of(1, "a"))
                .append(AuthoredText.of(1, "b"))
                .build();
        assertEquals(AuthoredText.of(1, "ab"), engine.text());
    }

    @Test
    void logMayStartAnywhereButHasNoGaps() throws AdoptedException {
        var builder = builder().user(user(1, "1:7"));
        builder.request(insert(1, "1:5"));
        assertInvalid(builder, insert(1, "1:7"));
        builder.request(insert(1, "1:6"));
        assertEquals("1:7", builder.build().current().toString());
    }

    @Test
    void userWithoutLogGoesOnWhereItsStateSays() throws AdoptedException {
        var engine = builder().user(user(1, "1:5;2:3")).user(user(2, "2:3")).build();
        assertEquals("1:5;2:3", engine.current().toString());
        engine.receive(insert(1, "1:5;2:3"), 1);
        assertEquals(1, engine.log(1).size());
    }

    @Test
    void logMustEndWhereTheStateSays() throws AdoptedException {
        var builder = builder().user(user(1, "1:9")).request(insert(1, "1:5"));
        assertThrows(AdoptedException.class, builder::build);
    }

    @Test
    void undoNeedsSomethingToUndo() throws AdoptedException {
        var builder = builder().user(user(1, "1:3"));
        assertInvalid(builder, Request.undo(1, state("")));
        builder.request(insert(1, ""));
        assertInvalid(builder, Request.redo(1, state("1:1")));
        builder.request(Request.undo(1, state("1:1")));
        assertInvalid(builder, Request.undo(1, state("1:2")));
        builder.request(Request.redo(1, state("1:2")));
        assertEquals(3, builder.build().log(1).size());
    }

    @Test
    void movesAndDeletionsWithoutTextCannotBeLogged() {
        var builder = builder().user(user(1, ""));
        assertInvalid(builder, Request.of(1, state(""), new Move(0, 0)));
        assertInvalid(builder, Request.of(1, state(""), NoOp.INSTANCE));
        assertInvalid(builder, Request.of(1, state(""), new RemoteDelete(0, 1)));
    }

    @Test
    void usersMustBeKnownAndDistinct() {
        var builder = builder().user(user(1, ""));
        assertTrue(builder.knows(1));
        assertFalse(builder.knows(2));
        assertThrows(IllegalArgumentException.class, () -> builder.user(user(1, "")));
        assertThrows(IllegalArgumentException.class, () -> builder.user(user(0, "")));
        assertThrows(IllegalArgumentException.class, () -> builder.request(insert(2, "")));
    }

    @Test
    void requestsHaveAnOperationOnlyIfTheyAreDos() {
        assertThrows(IllegalArgumentException.class, () -> new Request(1, Request.Type.UNDO, state(""), NoOp.INSTANCE));
        assertThrows(IllegalArgumentException.class, () -> new Request(1, Request.Type.DO, state(""), null));
    }

    /** A client that uploads a session can claim anything. TranslatedStates then fail, but nothing breaks. */
    @Test
    void senselessHistoryMakesRequestsFail() throws AdoptedException {
        var engine = builder()
                .user(user(1, "1:2"))
                .user(user(2, "2:1"))
                .request(insert(1, "2:1"))
                .request(insert(1, "1:1;2:1"))
                .request(insert(2, "1:2"))
                .build();
        engine.join(user(3, ""));
        var outcome = engine.receive(insert(3, ""), 1);
        assertEquals(AdoptedAlgorithmError.FAILED, outcome.failure().error());
    }
}
