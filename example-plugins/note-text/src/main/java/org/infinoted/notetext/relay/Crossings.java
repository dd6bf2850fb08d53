// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.List;
import java.util.Map;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.Crossing;
import org.infinoted.notetext.order.View;
import org.infinoted.notetext.order.Work;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which requests have crossed nothing but edits of one other client, which can then be told of them as they were made. See {@link
 * Crossing}.
 */
final class Crossings {
    private final Map<Connection, Subscriber> subscribers;

    Crossings(Map<Connection, Subscriber> subscribers) {
        this.subscribers = subscribers;
    }

    /**
     * A subscriber that is told of a message in a state before its latest edits.
     *
     * @param crossing null if the message changes nothing
     */
    record Crossed(
            Subscriber other, StateVector state, @Nullable Crossing crossing) {}

    /**
     * An edit has come to these pieces, which are to be added next.
     *
     * @return null if it must be told to all alike
     */
    @Nullable
    Crossed edit(View view, Sender sender, Elementary asMade, List<Elementary> pieces, Work work)
            throws AdoptedException {
        Crossed crossed = pieces.size() == 1 ? message(view, sender) : null;
        if (crossed == null) {
            return null;
        }
        Crossing crossing = crossed.other().view().crossing(asMade, sender.id(), view, work);
        return crossing.leadsTo(pieces.get(0)) ? new Crossed(crossed.other(), crossed.state(), crossing) : null;
    }

    /** As {@link #edit}, for a message that changes nothing. */
    @Nullable
    Crossed message(View view, Sender sender) {
        int number = view.onlyOther();
        if (number == 0) {
            return null;
        }
        for (Subscriber other : subscribers.values()) {
            if (other.view().number() == number) {
                return message(view, sender, other);
            }
        }
        return null;
    }

    private static @Nullable Crossed message(View view, Sender sender, Subscriber other) {
        int edits = other.view().editsUnknownTo(view).size();
        if (edits == 0) {
            return null;
        }
        int user = other.view().onlyUser();
        StateVector now = other.view().state();
        long before = now.get(user) - edits;
        // what it has heard of the sender before must not have come later
        return other.base(sender).get(user) > before ? null : new Crossed(other, now.with(user, before), null);
    }
}
