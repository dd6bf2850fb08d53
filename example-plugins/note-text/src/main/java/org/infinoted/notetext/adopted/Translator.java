// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Translates operations to later states, by a path through the states in between that every host must choose alike.
 *
 * <p>From the state reached so far the path goes on with the first other user, in ascending order of ids, that has more
 * requests in the target state and offers one of two steps: <em>fold</em>, past a request and the one which takes it
 * back, if the target includes both; or <em>transform</em>, past one request. If no user offers a step then
 * <em>mirror</em>: the request itself is undone or redone. Transforming past a request needs that request's operation
 * in the same state, which is another translation. TranslatedStates nest as deep as there are concurrent requests, so an
 * explicit stack holds them.
 *
 * <p>Where {@link CommutingInserts} applies, the path is a shorter one.
 */
final class Translator {
    private final UserTable users;
    private final TranslationMemory memory;
    private final CommutingInserts anyOrder;
    private final Deque<TranslationInProgress> stack = new ArrayDeque<>();
    private long budget;

    Translator(UserTable users, TranslationMemory memory, CommutingInserts anyOrder) {
        this.users = users;
        this.memory = memory;
        this.anyOrder = anyOrder;
    }

    /** Allows this many elementary transformations until the next call. */
    void allow(long steps) {
        budget = steps;
    }

    /**
     * Translates the effect of a DO, undone or redone as often as the user's count in {@code target} says.
     *
     * @param target includes the request's own state and consists of executed requests
     * @throws TranslationException if the state cannot be reached or {@link #allow} was exceeded
     */
    TranslationInProgress translate(Request origin, StateVector target) throws TranslationException {
        stack.clear();
        TranslationInProgress root = begin(origin, users.get(origin.user()).log(), target);
        stack.push(root);
        while (true) {
            TranslationInProgress path = stack.peek();
            while (!path.isComplete()) {
                TranslationInProgress needed = advance(path);
                if (needed != null) {
                    stack.push(needed);
                    path = needed;
                }
            }
            stack.pop();
            if (path == root) {
                return root;
            }
            TranslationInProgress waiting = stack.peek();
            transform(waiting, path.user(), waiting.state().increment(path.user()), path.operation());
        }
    }

    private TranslationInProgress begin(Request origin, RequestLog log, StateVector target) {
        return new TranslationInProgress(origin, log, target, anyOrder.isPossible(origin, target));
    }

    /** Takes one step, or returns the translation without which it cannot be taken; null if the step was taken. */
    private @Nullable TranslationInProgress advance(TranslationInProgress path) throws TranslationException {
        if (path.isInAnyOrder()) {
            LogEntry next = anyOrder.next(path);
            if (next == null) {
                throw unreachable(path);
            }
            int other = next.request().user();
            return pass(path, other, users.get(other).log(), next);
        }
        StateVector target = path.target();
        StateVector state = path.state();
        for (int i = 0; i < target.size(); i++) {
            int other = target.userAt(i);
            long done = state.get(other);
            if (other == path.user() || done >= target.countAt(i)) {
                continue;
            }
            RequestLog log = users.get(other).log();
            LogEntry entry = entry(log, other, done);
            if (entry.next() != null && entry.next().index() < target.countAt(i)) {
                spend(1);
                proceed(path, state.with(other, entry.next().index() + 1), path.operation());
                return null;
            }
            if (entry.origin().vector().isWithin(state)) {
                return pass(path, other, log, entry);
            }
        }
        mirror(path);
        return null;
    }

    private @Nullable TranslationInProgress pass(TranslationInProgress path, int other, RequestLog log, LogEntry entry)
            throws TranslationException {
        StateVector next = path.state().increment(other);
        Operation known = path.known(next);
        if (known != null) {
            spend(1);
            path.proceed(next, known);
            return null;
        }
        Operation operation = entry.translation(path.state());
        if (operation == null) {
            return resumed(begin(entry.origin().request(), log, path.state()));
        }
        transform(path, other, next, operation);
        return null;
    }

    private void transform(TranslationInProgress path, int other, StateVector next, Operation operation)
            throws TranslationException {
        spend(Transformation.cost(path.operation(), operation));
        boolean stays = Integer.compareUnsigned(path.user(), other) > 0;
        proceed(path, next, Transformation.transform(path.operation(), operation, stays));
    }

    private void proceed(TranslationInProgress path, StateVector state, Operation operation) {
        path.proceed(state, operation);
        path.remember(memory);
    }

    private void spend(long steps) throws TranslationException {
        budget -= steps;
        if (budget < 0) {
            throw new TranslationException("too many requests are concurrent to this one");
        }
    }

    private void mirror(TranslationInProgress path) throws TranslationException {
        RequestLog log = path.log();
        LogEntry entry = entry(log, path.user(), path.state().get(path.user()));
        long end = path.target().get(path.user());
        long next;
        if (entry.next() != null) {
            next = entry.next().index();
        } else if (entry == log.nextUndo() || entry == log.nextRedo()) {
            next = end; // the request that is about to be executed and not in the log yet
        } else {
            throw unreachable(path);
        }
        if (next > end || !path.operation().isReversible()) {
            throw unreachable(path);
        }
        spend(1);
        proceed(path, path.state().with(path.user(), next), path.operation().reverse());
    }

    /**
     * Starts a path at the latest known state that is certain to lie on it, found by going back from the target: a step past a
     * DO is certain to be the last one if no choice of steps could have taken it earlier. So a grid of concurrent requests
     * costs about one step a cell instead of a walk along its row.
     */
    private TranslationInProgress resumed(TranslationInProgress path) {
        StateVector state = path.target();
        while (state != null && state.total() > path.origin().total()) {
            Operation known = path.known(state);
            if (known != null) {
                path.proceed(state, known);
                return path;
            }
            state = path.isInAnyOrder() ? anyOrder.before(path, state) : stateBefore(path, state);
        }
        return path;
    }

    private @Nullable StateVector stateBefore(TranslationInProgress path, StateVector target) {
        for (int i = target.size() - 1; i >= 0; i--) {
            int last = target.userAt(i);
            if (last != path.user() && target.countAt(i) > path.origin().get(last) && isLastStep(path, target, i)) {
                return target.with(last, target.countAt(i) - 1);
            }
        }
        return null;
    }

    private boolean isLastStep(TranslationInProgress path, StateVector target, int component) {
        int last = target.userAt(component);
        LogEntry entry = users.get(last).log().get(target.countAt(component) - 1);
        if (entry == null || entry.previous() != null) {
            return false;
        }
        for (int i = 0; i < target.size(); i++) {
            int other = target.userAt(i);
            boolean moves = i != component && target.countAt(i) > path.origin().get(other);
            boolean comesFirst = i < component && other != path.user();
            if (moves && !comesFirst && entry.vector().get(other) != target.countAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static LogEntry entry(RequestLog log, int user, long index) throws TranslationException {
        LogEntry entry = log.get(index);
        if (entry == null) {
            throw new TranslationException("request " + index + " of user " + Integer.toUnsignedString(user)
                    + " is needed, but no longer known");
        }
        return entry;
    }

    private static TranslationException unreachable(TranslationInProgress path) {
        return new TranslationException("there is no way from state \"" + path.state() + "\" to state \""
                + path.target() + "\" for user " + Integer.toUnsignedString(path.user()));
    }
}
