// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.conformance.History.Action;

/**
 * Finds an order for a server, such that each request is made by a client that has received exactly what the request's state includes.
 * A client receives what others do in the server's order. So there is one unless clients have seen requests of others in different
 * orders, which cannot be with one server.
 */
final class Schedule {
    /**
     * A step of the server.
     *
     * @param received up to which step the user's client has received everything when it does this; 0 for none
     */
    record Step(Action action, int received) {}

    private final History history;
    private final Map<Integer, Integer> next = new HashMap<>(); // of each user, which action
    private final Map<Integer, Map<Long, Integer>> stepOf = new HashMap<>(); // of each user, by its count after it
    private final Map<Integer, Integer> joinOf = new HashMap<>(); // of each user, in which step
    private final List<Step> steps = new ArrayList<>();
    private StateVector done;

    private Schedule(History history) {
        this.history = history;
        this.done = history.begin();
    }

    /** @throws IllegalArgumentException if there is none; the message says why */
    static List<Step> of(History history) {
        var schedule = new Schedule(history);
        int left = history.actions().values().stream().mapToInt(List::size).sum();
        while (left > 0) {
            schedule.placeOne();
            left--;
        }
        return schedule.steps;
    }

    private void placeOne() {
        Action best = null;
        for (int user : history.actions().keySet()) {
            Action action = nextOf(user);
            if (action != null && mayCome(action) && (best == null || !best.isJoin())) {
                best = action; // a join comes as soon as it can
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("the clients have seen requests in different orders");
        }
        place(best);
    }

    private Action nextOf(int user) {
        List<Action> actions = history.actions().get(user);
        int index = next.getOrDefault(user, 0);
        return index == actions.size() ? null : actions.get(index);
    }

    private boolean mayCome(Action action) {
        if (!othersWithin(action.state(), done, action.user())) {
            return false;
        }
        if (!action.counts()) {
            return true;
        }
        for (int other : history.actions().keySet()) {
            if (other != action.user() && !hasAllItNeeds(other, action)) {
                return false;
            }
        }
        return true;
    }

    /** Whether everything has come that another user's client has received in states which do not include this action. */
    private boolean hasAllItNeeds(int other, Action action) {
        List<Action> actions = history.actions().get(other);
        long count = action.state().get(action.user());
        for (int i = next.getOrDefault(other, 0); i < actions.size(); i++) {
            StateVector state = actions.get(i).state();
            if (state.get(action.user()) > count) {
                return true;
            }
            if (!othersWithin(state, done, other)) {
                return false;
            }
        }
        return true;
    }

    private boolean othersWithin(StateVector state, StateVector limit, int user) {
        return state.with(user, 0).isWithin(limit);
    }

    private void place(Action action) {
        int user = action.user();
        int received = joinOf.getOrDefault(user, 0);
        for (int other : history.users()) {
            long count = action.state().get(other);
            if (other != user && count < history.begin().get(other)) {
                throw new IllegalArgumentException(
                        "user " + user + " has not seen all that was done before the beginning");
            }
            if (other != user && count > history.begin().get(other)) {
                Integer step = stepOf.getOrDefault(other, Map.of()).get(count);
                if (step == null) {
                    throw new IllegalArgumentException("user " + user + " has seen half of what is in one message");
                }
                received = Math.max(received, step);
            }
        }
        steps.add(new Step(action, received));
        if (action.isJoin()) {
            joinOf.put(user, steps.size());
        }
        next.merge(user, 1, Integer::sum);
        if (action.counts()) {
            long count = done.get(user) + action.count();
            done = done.with(user, count);
            stepOf.computeIfAbsent(user, key -> new HashMap<>()).put(count, steps.size());
        }
    }
}
