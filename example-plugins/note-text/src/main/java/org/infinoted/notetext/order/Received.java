// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.HashMap;
import java.util.Map;
import org.infinoted.notetext.adopted.StateVector;

/**
 * Which pieces of the sequence a connection has got, and the state in which it is then. It has got some, and then no more; its own pieces are
 * got as soon as those before them are.
 */
final class Received {
    private final int view;
    private final Sequence sequence;

    /** The pieces that the connection was told of as another user's than they are. */
    private final Map<Long, Integer> exceptions = new HashMap<>(2);

    private long pieces;
    private StateVector state;

    /** @param view the number of the connection's view */
    Received(int view, Sequence sequence) {
        this.view = view;
        this.sequence = sequence;
        this.pieces = sequence.end();
        this.state = sequence.current();
    }

    /** How many pieces the connection is known to have. */
    long pieces() {
        passOwn();
        return pieces;
    }

    /** The connection's state when it has them, and has made what it is known to have made. */
    StateVector state() {
        return state;
    }

    void state(StateVector newState) {
        state = newState;
    }

    void set(long newPieces, StateVector newState) {
        pieces = newPieces;
        state = newState;
    }

    private void passOwn() {
        // of a connection without present users, what it has got may have been discarded
        while (pieces >= sequence.begin()
                && pieces < sequence.end()
                && sequence.get(pieces).origin() == view) {
            pieces++;
        }
    }

    /** The connection is told that the next piece is by this user. */
    void seeNextAs(int user) {
        exceptions.put(sequence.end(), user);
    }

    /** Whose the connection was told that a piece is. */
    int seenAs(long number, Piece piece) {
        return exceptions.isEmpty() ? piece.user() : exceptions.getOrDefault(number, piece.user());
    }

    Map<Long, Integer> exceptions() {
        return exceptions;
    }

    /**
     * How many pieces the connection has in a state; -1 if it cannot be in that one, or it is too long ago.
     *
     * @param now its state when it has all
     */
    long piecesIn(StateVector earlier, StateVector now) {
        if (!earlier.isWithin(now)) {
            return -1;
        }
        MissingCounts missing = new MissingCounts(now.minus(earlier));
        long number = sequence.end();
        while (!missing.isComplete()) {
            if (number == sequence.begin()) {
                return -1;
            }
            number--;
            if (!counts(number, missing)) {
                return -1;
            }
        }
        return number;
    }

    /** How many pieces the connection has in a later state than that in which it was; -1 if it cannot be in that one. */
    long piecesInLater(StateVector later) {
        if (!state.isWithin(later)) {
            return -1;
        }
        MissingCounts got = new MissingCounts(later.minus(state));
        long number = pieces();
        while (!got.isComplete()) {
            if (number == sequence.end() || !counts(number, got)) {
                return -1;
            }
            number++;
        }
        return number;
    }

    private boolean counts(long number, MissingCounts missing) {
        Piece piece = sequence.get(number);
        return piece.origin() == view || missing.count(seenAs(number, piece));
    }

    /**
     * The one view by which all the pieces are that the connection has not got; 0 if they are by several, or by a user of the server, or there
     * are none.
     */
    int onlyOther() {
        int only = 0;
        for (long i = pieces(); i < sequence.end(); i++) {
            int origin = sequence.get(i).origin();
            if (origin == Piece.SERVER || (origin != view && only != 0 && origin != only)) {
                return 0;
            }
            if (origin != view) {
                only = origin;
            }
        }
        return only;
    }

    /** Pieces have been discarded. */
    void discarded() {
        if (!exceptions.isEmpty()) {
            exceptions.keySet().removeIf(number -> number < sequence.begin());
        }
    }
}
