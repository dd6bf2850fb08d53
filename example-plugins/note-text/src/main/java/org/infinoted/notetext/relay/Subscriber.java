// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.View;

/** A connection that is told of what happens, and what it is told in a way of its own. */
final class Subscriber {
    private final Connection connection;
    private final View view;
    private final WorkBudget budget;
    private final Map<Integer, StateVector> bases = new HashMap<>(0);
    private final Map<Integer, StandIn> standIns = new HashMap<>(0);

    Subscriber(Connection connection, View view, WorkBudget budget) {
        this.connection = connection;
        this.view = view;
        this.budget = budget;
    }

    Connection connection() {
        return connection;
    }

    View view() {
        return view;
    }

    WorkBudget budget() {
        return budget;
    }

    /** The states in which this subscriber knows other users to be, of those whose {@link Sender#apart} it is in. */
    Map<Integer, StateVector> bases() {
        return bases;
    }

    /** What a message of a user is relative to, for this subscriber. Takes it out of those that are apart. */
    StateVector takeBase(Sender sender) {
        sender.apart().remove(this);
        return Objects.requireNonNull(bases.remove(sender.id()), "a subscriber that is apart has a base");
    }

    /** The state in which this subscriber knows a user to be. */
    StateVector base(Sender sender) {
        StateVector own = bases.get(sender.id());
        return own == null ? view.skew().applyTo(sender.base()) : own;
    }

    /** Has this subscriber know a user in a state of its own. */
    void base(Sender sender, StateVector base) {
        sender.apart().add(this);
        bases.put(sender.id(), base);
    }

    /** Has this subscriber go on with the base that it knows of a user when the others get another one. */
    void keepBase(Sender sender) {
        base(sender, base(sender));
    }

    /** The users that stand for this connection's own ones, by the ids of these. */
    Map<Integer, StandIn> standIns() {
        return standIns;
    }

    boolean hasStandIn(Predicate<StandIn> which) {
        return !standIns.isEmpty() && standIns.values().stream().anyMatch(which);
    }

    /** What a successor needs to know. */
    Handover.Saved save() {
        return new Handover.Saved(connection.id(), view.save(), Map.copyOf(bases), Map.copyOf(standIns));
    }

    /** A user that this connection alone is told of. */
    record StandIn(int id, String name) {}
}
