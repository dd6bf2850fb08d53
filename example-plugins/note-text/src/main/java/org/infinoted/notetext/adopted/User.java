// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** What the engine keeps about a user. */
final class User {
    private final int id;
    private final RequestLog log = new RequestLog();
    private Status status;
    private StateVector vector;
    private Move caret;

    User(Participant start) {
        this.id = start.id();
        this.status = start.status();
        this.vector = start.vector();
        this.caret = new Move(start.caret(), start.selection());
    }

    int id() {
        return id;
    }

    RequestLog log() {
        return log;
    }

    Status status() {
        return status;
    }

    void status(Status newStatus) {
        status = newStatus;
    }

    boolean isPresent() {
        return status != Status.UNAVAILABLE;
    }

    /** The state the user is known to have reached. */
    StateVector vector() {
        return vector;
    }

    void vector(StateVector newVector) {
        vector = newVector;
    }

    Move caret() {
        return caret;
    }

    void caret(Move newCaret) {
        caret = newCaret;
    }

    Participant view() {
        return new Participant(id, status, vector, caret.caret(), caret.selection());
    }
}
