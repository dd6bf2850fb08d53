// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.Objects;

/** Drops requests from the logs that all present users have seen and that are too old to be undone. */
final class LogCleaner {
    private static final int FIRST_PURGE = 64;

    private final UserTable users;
    private final Limits limits;

    /** No logged request was made in a state with a smaller total. Tells for nearly every message that nothing is to be done. */
    private long oldest = Long.MAX_VALUE;

    private long purgeAt = FIRST_PURGE;

    LogCleaner(UserTable users, Limits limits) {
        this.users = users;
        this.limits = limits;
    }

    void noteLogged(Request request) {
        oldest = Math.min(oldest, request.vector().total());
    }

    /** At least the total of {@link #low}, and found much faster. */
    private long lowestTotal(StateVector current) {
        long total = current.total();
        if (total - oldest >= limits.log()) {
            for (User user : users) {
                if (user.isPresent()) {
                    total = Math.min(total, user.vector().total());
                }
            }
        }
        return total;
    }

    /** The state that all present users are known to have reached. */
    private StateVector low(StateVector current) {
        StateVector low = current;
        for (User user : users) {
            if (user.isPresent()) {
                low = low.min(user.vector());
            }
        }
        return low;
    }

    void clean(StateVector current) {
        if (limits.log() == Limits.UNLIMITED || lowestTotal(current) - oldest < limits.log()) {
            return;
        }
        StateVector low = low(current);
        oldest = Long.MAX_VALUE;
        long kept = 0;
        for (User user : users) {
            RequestLog log = user.log();
            while (!log.isEmpty() && isDone(user, low)) {
                log.dropFirstBlock();
            }
            if (!log.isEmpty()) {
                oldest = Math.min(oldest, log.first().vector().total());
            }
            kept += log.begin() - log.keptFrom();
        }
        if (kept >= purgeAt) {
            purge(low, current);
        }
    }

    private boolean isDone(User user, StateVector low) {
        StateVector first = user.log().first().vector();
        LogEntry last = user.log().endOfFirstBlock();
        return last.vector().isWithin(low)
                && last.index() < low.get(user.id())
                && low.total() - first.total() >= limits.log();
    }

    /**
     * Forgets requests that left the logs as soon as no translation can need them: none of a logged request or a request to
     * come, which start in that request's own state, nor of a request that these in turn must be transformed past.
     */
    private void purge(StateVector low, StateVector current) {
        StateVector direct = low;
        for (User user : users) {
            if (!user.log().isEmpty()) {
                direct = direct.min(user.log().first().vector());
            }
        }
        StateVector needed = needed(direct, current);
        long kept = discardBefore(needed, false);
        if (kept > limits.kept()) {
            needed = direct;
        }
        purgeAt = Math.max(FIRST_PURGE, 2 * discardBefore(needed, true));
    }

    /**
     * The latest state such that whatever it does not include was made in a state which includes all of it, and {@code state}
     * includes it too. What it includes plays no part in translating the rest. An undo or redo is translated from the state of what
     * it takes back.
     */
    private StateVector needed(StateVector state, StateVector current) {
        StateVector needed = state;
        StateVector examined = current; // from there on
        while (!examined.equals(needed)) {
            StateVector from = needed;
            for (User user : users) {
                RequestLog log = user.log();
                long end = examined.get(user.id());
                for (long i = Math.max(from.get(user.id()), log.keptFrom()); i < end; i++) {
                    LogEntry entry = Objects.requireNonNull(log.get(i), "what is kept is there");
                    needed = needed.min(entry.origin().vector());
                }
            }
            examined = from;
        }
        return needed;
    }

    /** Counts what is left outside the logs if everything that {@code needed} includes is discarded. */
    private long discardBefore(StateVector needed, boolean discard) {
        long kept = 0;
        for (User user : users) {
            RequestLog log = user.log();
            long from = Math.max(needed.get(user.id()), log.keptFrom());
            kept += Math.max(0, log.begin() - from);
            if (discard) {
                log.discardBefore(from);
            }
        }
        return kept;
    }
}
