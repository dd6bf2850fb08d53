// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.jspecify.annotations.Nullable;

/** An executed buffer-affecting request and its place in a chain of undo and redo. */
final class LogEntry {
    private final Request request;
    private final @Nullable LogEntry previous;
    private final LogEntry origin;
    private @Nullable LogEntry next;
    private @Nullable TranslatedStates translations;
    private long order;
    private @Nullable StateVector executedIn;
    private @Nullable Operation executed;

    /** @param previous the entry this one undoes or redoes, null for a DO */
    LogEntry(Request request, @Nullable LogEntry previous) {
        this.request = request;
        this.previous = previous;
        this.origin = previous == null ? this : previous.origin;
        if (previous != null) {
            previous.next = this;
        }
    }

    Request request() {
        return request;
    }

    long index() {
        return request.index();
    }

    StateVector vector() {
        return request.vector();
    }

    /** What this entry undoes or redoes; null for a DO. */
    @Nullable
    LogEntry previous() {
        return previous;
    }

    /** What undoes or redoes this entry; null if nothing does. */
    @Nullable
    LogEntry next() {
        return next;
    }

    /** The operation in a state that includes this many requests of the user; null if that is not known. */
    @Nullable
    Operation translation(StateVector state) {
        if (state.equals(origin.vector())) {
            return origin.request.operation();
        }
        if (state.equals(executedIn)) {
            return executed;
        }
        return translations == null ? null : translations.get(state);
    }

    /** Where among the executed requests of all users this one stands; 0 if it came with a synchronisation. */
    long order() {
        return order;
    }

    void order(long newOrder) {
        order = newOrder;
    }

    /** Records the operation in the state in which this was executed. */
    void executed(StateVector state, Operation operation) {
        executedIn = state;
        executed = operation;
    }

    /** Null while there are none, as with most requests. */
    @Nullable
    TranslatedStates translations() {
        return translations;
    }

    void translations(@Nullable TranslatedStates newTranslations) {
        translations = newTranslations;
    }

    /** The DO at the bottom of the chain. */
    LogEntry origin() {
        return origin;
    }
}
