// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.LinkedHashSet;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.StateVector;
import org.jspecify.annotations.Nullable;

/** What the others are told a user's requests are relative to. */
final class Sender {
    private final int id;
    private final Set<Subscriber> apart = new LinkedHashSet<>(0);
    private boolean present;
    private @Nullable Connection connection;
    private StateVector base;
    private Move caret = new Move(0, 0);

    Sender(int id, StateVector base) {
        this.id = id;
        this.base = base;
    }

    int id() {
        return id;
    }

    boolean isPresent() {
        return present;
    }

    /** Null for a user that is absent, or of the server itself. */
    @Nullable
    Connection connection() {
        return connection;
    }

    /** The user, which was there from the beginning, takes part through this connection. */
    void connection(Connection via) {
        connection = via;
    }

    void join(@Nullable Connection via, Move where) {
        present = true;
        connection = via;
        caret = where;
    }

    void leave() {
        present = false;
        connection = null;
    }

    /** The state in which the others know the user to be, in the sequence's counts. */
    StateVector base() {
        return base;
    }

    void base(StateVector newBase) {
        base = newBase;
    }

    /** All are told the state in which the user is, each in its own counts. */
    void baseForAll(StateVector newBase) {
        apart.forEach(subscriber -> subscriber.bases().remove(id));
        apart.clear();
        base = newBase;
    }

    Move caret() {
        return caret;
    }

    void caret(Move newCaret) {
        caret = newCaret;
    }

    /** The subscribers whose counts have changed since the user's latest message: each has a base of its own for it. */
    Set<Subscriber> apart() {
        return apart;
    }
}
