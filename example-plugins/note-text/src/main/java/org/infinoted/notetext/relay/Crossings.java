// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.List;
import java.util.Map;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.Crossing;
import org.infinoted.notetext.order.OwnRequest;
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

    /** Edits of one subscriber that a message has crossed. */
    private record Unknown(Subscriber other, List<OwnRequest> edits) {
        /** The subscriber's state before them. */
        StateVector before() {
            int user = other.view().onlyUser();
            StateVector now = other.view().state();
            return now.with(user, now.get(user) - edits.size());
        }

        /** What it has heard of the sender so far must not have come after them. */
        boolean canBeTold(Sender sender) {
            int user = other.view().onlyUser();
            return other.base(sender).get(user) <= before().get(user);
        }
    }

    /**
     * An edit has come to these pieces, which are to be added next.
     *
     * @return null if it must be told to all alike
     */
    @Nullable
    Crossed edit(View view, Sender sender, Elementary asMade, List<Elementary> pieces, Work work)
            throws AdoptedException {
        Unknown unknown = pieces.size() == 1 ? unknown(view, sender) : null;
        if (unknown == null) {
            return null;
        }
        Crossing crossing = unknown.other().view().crossing(asMade, sender.id(), unknown.edits(), work);
        return crossing.leadsTo(pieces.get(0)) ? new Crossed(unknown.other(), unknown.before(), crossing) : null;
    }

    /** As {@link #edit}, for a message that changes nothing. */
    @Nullable
    Crossed message(View view, Sender sender) {
        Unknown unknown = unknown(view, sender);
        return unknown == null ? null : new Crossed(unknown.other(), unknown.before(), null);
    }

    private @Nullable Unknown unknown(View view, Sender sender) {
        int number = view.onlyOther();
        if (number == 0) {
            return null;
        }
        for (Subscriber other : subscribers.values()) {
            if (other.view().number() == number) {
                Unknown unknown = new Unknown(other, other.view().editsUnknownTo(view));
                return unknown.edits().isEmpty() || !unknown.canBeTold(sender) ? null : unknown;
            }
        }
        return null;
    }
}
