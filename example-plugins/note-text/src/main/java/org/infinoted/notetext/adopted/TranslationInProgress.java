// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A translation in progress: how far a request's operation has been transformed. */
final class TranslationInProgress {
    /** The operation in a state in which the request it belongs to is not logged yet. */
    private record Step(StateVector state, Operation operation) {}

    private final Request origin;
    private final RequestLog log;
    private final StateVector target;
    private final boolean inAnyOrder;

    /** What can be remembered as soon as the request is logged. */
    private final List<Step> unlogged = new ArrayList<>(0);

    private StateVector state;
    private Operation operation;

    /**
     * @param log the log of the request's user
     * @param inAnyOrder whether all paths lead to the same result
     */
    TranslationInProgress(Request origin, RequestLog log, StateVector target, boolean inAnyOrder) {
        this.origin = origin;
        this.log = log;
        this.target = target;
        this.inAnyOrder = inAnyOrder;
        this.state = origin.vector();
        this.operation = Objects.requireNonNull(origin.operation(), "only what does something can be translated");
    }

    int user() {
        return origin.user();
    }

    RequestLog log() {
        return log;
    }

    StateVector origin() {
        return origin.vector();
    }

    StateVector target() {
        return target;
    }

    /** Whether all paths lead to the same result. */
    boolean isInAnyOrder() {
        return inAnyOrder;
    }

    StateVector state() {
        return state;
    }

    /** The operation in {@link #state}, at the end the result. */
    Operation operation() {
        return operation;
    }

    boolean isComplete() {
        // The state never leaves the target's past, so equal totals mean equal states.
        return state.total() == target.total();
    }

    /** The operation in another state; null if that is not known. */
    @Nullable
    Operation known(StateVector other) {
        LogEntry entry = log.get(other.get(user()));
        return entry == null ? null : entry.translation(other);
    }

    void proceed(StateVector newState, Operation newOperation) {
        state = newState;
        operation = newOperation;
    }

    /** Remembers where the translation has got to. */
    void remember(TranslationMemory memory) {
        LogEntry entry = log.get(state.get(user()));
        if (entry == null) {
            unlogged.add(new Step(state, operation));
        } else {
            memory.put(entry, state, operation);
        }
    }

    /** Remembers how the translation went on after the last logged request, once the one that was translated is {@code entry}. */
    void remember(TranslationMemory memory, LogEntry entry) {
        for (Step step : unlogged) {
            memory.put(entry, step.state(), step.operation());
        }
    }
}
