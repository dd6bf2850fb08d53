// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.order.View;
import org.jspecify.annotations.Nullable;

/** The subscribers of a predecessor that its successor has not been told of yet. */
final class Resumption {
    private record Resumable(View view, Handover.Saved saved) {}

    private final Map<Long, Resumable> byConnection = new HashMap<>();
    private final Senders senders;

    /**
     * Begins with all of them.
     *
     * @param senders the successor's, which are known already
     * @throws IllegalArgumentException if they do not fit to these or to the sequence
     */
    Resumption(List<Handover.Saved> subscribers, Sequence sequence, long undoLimit, Senders senders) {
        this.senders = senders;
        for (Handover.Saved saved : subscribers) {
            saved.bases().keySet().forEach(senders::get); // they must be there
            byConnection.put(saved.connection(), new Resumable(new View(saved.view(), sequence, undoLimit), saved));
        }
    }

    /**
     * The subscriber as it was.
     *
     * @param users those that are present through the connection
     * @return null if there was none with this connection and these users
     */
    @Nullable
    Subscriber take(Connection connection, List<Integer> users, WorkBudget budget) {
        Resumable there = byConnection.remove(connection.id());
        if (there == null || !users.stream().allMatch(there.view()::hasUser)) {
            return null;
        }
        var subscriber = new Subscriber(connection, there.view(), budget);
        there.saved().bases().forEach((user, base) -> {
            senders.get(user).apart().add(subscriber);
            subscriber.bases().put(user, base);
        });
        subscriber.standIns().putAll(there.saved().standIns());
        return subscriber;
    }
}
