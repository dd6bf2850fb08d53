// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.StateVector;
import org.jspecify.annotations.Nullable;

/** All users that ever took part, and the carets of those that are present. */
final class Senders {
    private static final long BYTES_OF_USER = 300;
    private static final long BYTES_OF_COUNT = 2 * 8; // for the others' base and for its own

    private final Map<Integer, Sender> byId = new HashMap<>();
    private final List<Sender> present = new ArrayList<>();

    /** The user with an id; null if there is none. */
    @Nullable
    Sender find(int id) {
        return byId.get(id);
    }

    /**
     * The user with an id, which is known.
     *
     * @throws IllegalArgumentException if it is not
     */
    Sender get(int id) {
        Sender sender = byId.get(id);
        if (sender == null) {
            throw new IllegalArgumentException("no user " + Integer.toUnsignedString(id));
        }
        return sender;
    }

    /** The user with an id, which becomes known with this state if it is not. */
    Sender add(int id, StateVector base) {
        return byId.computeIfAbsent(id, key -> new Sender(id, base));
    }

    void joined(Sender sender) {
        present.add(sender);
    }

    void left(Sender sender) {
        present.remove(sender);
        sender.leave();
        // its base is not needed while it is absent: with the base of each, memory would grow with the square of the
        // users
        sender.baseForAll(StateVector.EMPTY.with(sender.id(), sender.base().get(sender.id())));
    }

    /** A piece has been executed as one of this user's: carets move along. */
    void executed(Elementary change, Sender by) {
        if (change.length() > 0) {
            for (Sender sender : present) {
                sender.caret(sender.caret().after(change, sender == by));
            }
        }
    }

    /** A subscriber's counts are about to change: it goes on with what it knows of each present user. */
    void keepBases(Subscriber subscriber) {
        for (Sender sender : present) {
            if (sender.connection() != subscriber.connection()) {
                subscriber.keepBase(sender);
            }
        }
    }

    /** How much memory they take, roughly, with a state vector of so many users for each that is present. */
    long memory(int vectorUsers) {
        return byId.size() * BYTES_OF_USER + (long) present.size() * vectorUsers * BYTES_OF_COUNT;
    }

    /** A subscriber has gone. */
    void forget(Subscriber subscriber) {
        byId.values().forEach(sender -> sender.apart().remove(subscriber));
    }
}
