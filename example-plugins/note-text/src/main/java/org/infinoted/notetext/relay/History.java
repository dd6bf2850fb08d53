// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.List;
import java.util.Map;
import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.TextSize;
import org.infinoted.notetext.order.Sequence;

/** Which of the latest changes are kept: those that somebody may still need, as far as there is room for them. */
final class History {
    private static final int PIECES_BETWEEN_DISCARDS = 64;

    /** What a change takes, besides its text, with the request that it came from, by estimate; a keystroke has 53. */
    private static final long BYTES_OF_PIECE = 200;

    private static final long BYTES_OF_RESULT = 50;

    private final NoteContext context;
    private final OrderLimits limits;
    private final Sequence sequence;
    private final Map<Connection, Subscriber> subscribers;
    private long discardAt;
    private long results;

    History(NoteContext context, OrderLimits limits, Sequence sequence, Map<Connection, Subscriber> subscribers) {
        this.context = context;
        this.limits = limits;
        this.sequence = sequence;
        this.subscribers = subscribers;
    }

    /** Where that begins which a new subscriber gets. What is older cannot be undone by a user who joins now. */
    long logFrom() {
        return Math.max(sequence.begin(), sequence.end() - limits.log() + 1);
    }

    /** Whether it is time to look what is not needed any more. */
    boolean isDue() {
        return sequence.end() >= discardAt || sequence.bytes() > limits.history();
    }

    /** Forgets what is not needed any more. */
    void discard() {
        discardAt = sequence.end() + PIECES_BETWEEN_DISCARDS;
        long needed = logFrom();
        for (Subscriber subscriber : subscribers.values()) {
            needed = Math.min(needed, subscriber.view().neededFrom());
        }
        discardBefore(needed);
        if (sequence.bytes() > limits.history()) {
            shorten();
        }
        results = 0;
        for (Subscriber subscriber : subscribers.values()) {
            results += subscriber.view().size();
        }
    }

    /** How much memory the changes take, and what they have become for clients, roughly: the latter as of the last discarding. */
    long memory() {
        return TextSize.memory(sequence.bytes())
                + (sequence.end() - sequence.begin()) * BYTES_OF_PIECE
                + results * BYTES_OF_RESULT;
    }

    private void discardBefore(long piece) {
        sequence.discardBefore(piece);
        subscribers.values().forEach(subscriber -> subscriber.view().discarded());
    }

    /** Nobody can undo the oldest changes any more. If that is not enough, those who have not acknowledged them begin anew. */
    private void shorten() {
        long wanted = sequence.beginOfLatest(limits.history() / 2);
        long acknowledged = wanted;
        for (Subscriber subscriber : subscribers.values()) {
            acknowledged = Math.min(acknowledged, subscriber.view().acknowledged());
        }
        discardBefore(acknowledged);
        if (sequence.bytes() > 2 * limits.history()) {
            for (Subscriber subscriber : List.copyOf(subscribers.values())) {
                if (subscriber.view().acknowledged() < wanted) {
                    context.unsubscribe(subscriber.connection());
                }
            }
            discardBefore(wanted);
        }
    }
}
