// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolError;

/** An engine with short names for what tests ask of it. States are given as on the wire. */
final class EngineFixture {
    final TextEngine engine;

    private EngineFixture(TextEngine engine) {
        this.engine = engine;
    }

    /** A text by nobody and active users with the ids from 1 on. */
    static EngineFixture of(String text, int users) {
        return of(text, users, Limits.DEFAULTS);
    }

    static EngineFixture of(String text, int users, Limits limits) {
        try {
            var builder = new EngineBuilder(limits).append(AuthoredText.of(0, text));
            for (int id = 1; id <= users; id++) {
                builder.user(new Participant(id, Status.ACTIVE, StateVector.EMPTY, 0, 0));
            }
            return new EngineFixture(builder.build());
        } catch (AdoptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static StateVector state(String text) {
        return StateVector.parse(text);
    }

    Outcome request(int user, String state, Operation operation) {
        return engine.receive(Request.of(user, state(state), operation), 1);
    }

    Outcome insert(int user, String state, long position, String text) {
        return request(user, state, new Insert(position, AuthoredText.of(user, text)));
    }

    Outcome delete(int user, String state, long position, long length) {
        return request(user, state, new RemoteDelete(position, length));
    }

    Outcome move(int user, String state, long caret, long selection) {
        return request(user, state, new Move(caret, selection));
    }

    Outcome noOp(int user, String state) {
        return request(user, state, NoOp.INSTANCE);
    }

    Outcome undo(int user, String state) {
        return engine.receive(Request.undo(user, state(state)), 1);
    }

    Outcome redo(int user, String state) {
        return engine.receive(Request.redo(user, state(state)), 1);
    }

    void join(int user, String state) throws AdoptedException {
        engine.join(new Participant(user, Status.ACTIVE, state(state), 0, 0));
    }

    void leave(int user) {
        engine.setStatus(user, Status.UNAVAILABLE);
    }

    String text() {
        return engine.text().text();
    }

    /** The text with authors, as {@code [author]text} for each run. */
    String runs() {
        return engine.text().toString();
    }

    String current() {
        return engine.current().toString();
    }

    String vector(int user) {
        return engine.participant(user).vector().toString();
    }

    int logSize(int user) {
        return engine.log(user).size();
    }

    /** Caret and selection. */
    Move caret(int user) {
        var participant = engine.participant(user);
        return new Move(participant.caret(), participant.selection());
    }

    static void assertDone(Outcome outcome) {
        assertEquals(Disposition.EXECUTED, outcome.disposition(), outcome::toString);
    }

    static void assertFailed(ProtocolError error, Outcome outcome) {
        assertEquals(Disposition.FAILED, outcome.disposition(), outcome::toString);
        assertEquals(error, outcome.failure().error(), outcome::toString);
    }
}
