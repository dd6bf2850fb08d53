// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.jspecify.annotations.Nullable;

/**
 * Finds shorter paths for translations while there are only concurrent inserts. All paths past such inserts lead to the
 * same result: inserts made in one state are ordered by position and then by user, and no insert changes the order of
 * two others. So a translation need not take the path that all hosts agree on. It takes the order of execution, in
 * which most translations that it needs are known already. When many people type at once, the cost is then one step for
 * each pair of their requests instead of one for each three.
 */
final class CommutingInserts {
    private final UserTable users;

    /**
     * Everything that this state does not include is an insert, made in a state which includes this one. Both
     * conditions matter: the path of a request made earlier also passes other operations, and then the result depends
     * on the order.
     */
    private StateVector begin;

    private long executed;

    /** @param current includes the requests whose order is not known */
    CommutingInserts(UserTable users, StateVector current) {
        this.users = users;
        this.begin = current;
    }

    /**
     * Records that a request was executed, and numbers it.
     *
     * @param current the state after it
     */
    void executed(LogEntry entry, StateVector current) {
        entry.order(++executed);
        if (!(entry.request().operation() instanceof Insert) || !begin.isWithin(entry.vector())) {
            begin = current;
        }
    }

    /** Whether all paths of a request to a state lead to the same result. */
    boolean isPossible(Request origin, StateVector target) {
        return begin.isWithin(origin.vector())
                && target.get(origin.user()) == origin.index()
                && !(origin.operation() instanceof Deletion);
    }

    /** Of the requests that can come next on a path, the one that was executed first; null if there is none. */
    @Nullable
    LogEntry next(TranslationInProgress path) {
        StateVector target = path.target();
        StateVector state = path.state();
        LogEntry first = null;
        for (int i = 0; i < target.size(); i++) {
            int other = target.userAt(i);
            long done = state.get(other);
            if (other != path.user() && done < target.countAt(i)) {
                LogEntry entry = users.get(other).log().get(done);
                if (entry != null
                        && (first == null || entry.order() < first.order())
                        && entry.vector().isWithin(state)) {
                    first = entry;
                }
            }
        }
        return first;
    }

    /** The state on a path from which one step leads to this one; null if there is none. */
    @Nullable
    StateVector before(TranslationInProgress path, StateVector state) {
        LogEntry last = null;
        for (int i = 0; i < state.size(); i++) {
            int other = state.userAt(i);
            if (other != path.user() && state.countAt(i) > path.origin().get(other)) {
                LogEntry entry = users.get(other).log().get(state.countAt(i) - 1);
                if (entry != null && (last == null || entry.order() > last.order())) {
                    last = entry;
                }
            }
        }
        return last == null ? null : state.with(last.request().user(), last.index());
    }
}
