// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.relay.Concurrency;
import org.infinoted.session.User;

/**
 * Ends the subscriptions of clients that have left too much unacknowledged for too long: all of it must be kept for them. An idle client
 * acknowledges after 30 s, however much comes meanwhile.
 */
final class Laggards {
    /** With many users, looking after every request would cost as much as executing it. */
    private static final int REQUESTS_BETWEEN_LOOKS = 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long longestLag;
    private final Map<Integer, Instant> since = new HashMap<>();
    private int requestsUntilLook = REQUESTS_BETWEEN_LOOKS;

    /** @param longestLag how many requests a client may leave unacknowledged for longer */
    Laggards(long longestLag) {
        this.longestLag = longestLag;
    }

    /** A request has been executed: now and then, looks whose time is up. */
    void endSome(Concurrency concurrency, NoteContext context) {
        requestsUntilLook--;
        if (requestsUntilLook > 0) {
            return;
        }
        requestsUntilLook = REQUESTS_BETWEEN_LOOKS;
        Instant now = context.clock().instant();
        for (User user : context.users()) {
            if (concurrency.lag(user.id()) <= longestLag) {
                since.remove(user.id());
            } else if (since.computeIfAbsent(user.id(), id -> now)
                    .plus(PATIENCE)
                    .isBefore(now)) {
                user.connection().ifPresent(context::unsubscribe);
            }
        }
    }
}
