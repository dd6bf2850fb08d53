// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinoted.notetext.rope.AuthoredText;

/**
 * The algorithm as its definition has it, for comparison: recursive, with nested splits, without limits and clean-up, and
 * remembering nothing but whole translations, always made from the request's own state.
 */
final class PlainEngine {
    private record Entry(Request request, long previous, long origin) {}

    private static final class User {
        final List<Entry> log = new ArrayList<>();
        final Map<Long, Long> next = new HashMap<>();
        final List<Long> undo = new ArrayList<>();
        final List<Long> redo = new ArrayList<>();
        StateVector vector = StateVector.EMPTY;
    }

    private record Key(int user, StateVector state) {}

    private final Map<Integer, User> users = new TreeMap<>();
    private final Map<Key, NestedOperation> known = new HashMap<>();
    private AuthoredText text;
    private StateVector current = StateVector.EMPTY;

    PlainEngine(AuthoredText text) {
        this.text = text;
    }

    AuthoredText text() {
        return text;
    }

    /** Executes a message whose state has been passed and which no check refuses. */
    void receive(Simulation.Asked asked) {
        var user = users.computeIfAbsent(asked.user(), id -> new User());
        user.vector = user.vector.plus(asked.diff());
        for (long i = 0; i < asked.count(); i++) {
            var request = new Request(asked.user(), asked.type(), user.vector, asked.operation());
            if (request.affectsBuffer()) {
                execute(request, user);
                user.vector = user.vector.increment(asked.user());
            }
        }
    }

    private void execute(Request request, User user) {
        long index = user.log.size();
        long previous =
                switch (request.type()) {
                    case DO -> -1;
                    case UNDO -> user.undo.remove(user.undo.size() - 1);
                    case REDO -> user.redo.remove(user.redo.size() - 1);
                };
        long origin = previous < 0 ? index : user.log.get((int) previous).origin();
        var start = previous < 0 ? request : user.log.get((int) origin).request();
        if (previous >= 0) {
            user.next.put(previous, index);
        }
        var operation = translate(start, current);
        var deleted = AuthoredText.empty();
        for (var part : operation.flat()) {
            if (part instanceof RemoteDelete remote) {
                deleted = deleted.concat(remote.complete(text.slice((int) remote.position(), (int) remote.length())));
            }
            text = part.applyTo(text);
        }
        var logged = request;
        if (request.operation() instanceof RemoteDelete remote) {
            logged = Request.of(request.user(), request.vector(), new Delete(remote.position(), deleted));
        }
        user.log.add(new Entry(logged, previous, origin));
        switch (request.type()) {
            case DO -> {
                user.undo.add(index);
                user.redo.clear();
            }
            case UNDO -> user.redo.add(index);
            case REDO -> user.undo.add(index);
        }
        current = current.increment(request.user());
    }

    private NestedOperation known(Request origin, StateVector to) {
        if (origin.vector().equals(to)) {
            return NestedOperation.of(origin.operation());
        }
        var key = new Key(origin.user(), to);
        var operation = known.get(key);
        if (operation == null) {
            operation = translate(origin, to);
            known.put(key, operation);
        }
        return operation;
    }

    private NestedOperation translate(Request origin, StateVector to) {
        int own = origin.user();
        var operation = NestedOperation.of(origin.operation());
        var state = origin.vector();
        search:
        while (!state.equals(to)) {
            for (var entry : users.entrySet()) {
                int other = entry.getKey();
                long count = state.get(other);
                if (other == own || count >= to.get(other)) {
                    continue;
                }
                var log = entry.getValue().log;
                Long next = entry.getValue().next.get(count);
                if (next != null && next < to.get(other)) {
                    state = state.with(other, next + 1);
                    continue search;
                }
                var start = log.get((int) log.get((int) count).origin()).request();
                if (start.vector().isWithin(state)) {
                    operation = operation.after(known(start, state), own > other);
                    state = state.increment(other);
                    continue search;
                }
            }
            Long next = users.get(own).next.get(state.get(own));
            var reversed = operation.flat();
            operation = NestedOperation.of(new Split(reversed).reverse());
            state = state.with(own, next);
        }
        return operation;
    }
}
