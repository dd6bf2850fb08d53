// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.Piece;
import org.infinoted.notetext.order.SavedView;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.relay.Subscriber.StandIn;

/**
 * What a {@link TotalOrder} needs besides the text and the users to go on in the place of another one, so that the subscribers notice
 * nothing.
 *
 * @param state the present one
 * @param pieces those that led to it, as far as they are kept
 * @param lastNumber the highest number of a view so far
 */
record Handover(StateVector state, List<Piece> pieces, int lastNumber, List<Saved> subscribers) {
    /** The next note must not take so long to read it that the session's other subscribers notice. */
    static final int MOST_RESULTS = 50_000;

    /** A subscriber for whom too many results are kept, as it has acknowledged next to nothing, is left out. It has to subscribe again. */
    static Handover of(Sequence sequence, int lastNumber, Collection<Subscriber> subscribers) {
        List<Subscriber> bySize = subscribers.stream()
                .sorted(Comparator.comparingInt(subscriber -> subscriber.view().size()))
                .toList();
        List<Saved> saved = new ArrayList<>(bySize.size());
        long results = 0;
        for (Subscriber subscriber : bySize) {
            results += subscriber.view().size();
            if (results <= MOST_RESULTS) {
                saved.add(subscriber.save());
            }
        }
        return new Handover(sequence.current(), sequence.from(sequence.begin()), lastNumber, saved);
    }

    /** The number of the first piece. */
    long begin() {
        return state.total() - pieces.size();
    }

    /**
     * A subscriber.
     *
     * @param connection its id
     */
    record Saved(long connection, SavedView view, Map<Integer, StateVector> bases, Map<Integer, StandIn> standIns) {}
}
