// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.TextSize;
import org.jspecify.annotations.Nullable;

/** A user that takes part, or took part, through a connection: what it has made there, and can undo and redo. */
final class OwnUser {
    private final int id;
    private final long undoLimit;
    private final Deque<OwnRequest> undo = new ArrayDeque<>();
    private final Deque<OwnRequest> redo = new ArrayDeque<>();
    private StateVector vector;
    private boolean present;

    /** Pieces before this one which are the user's came from elsewhere, and are own requests all the same. */
    private long joinedAt;

    /** Where the pieces of this user begin that are not in the stacks yet. */
    private long absentFrom;

    /** The number after that which the next piece had when the user's latest request was executed; 0 if there was none. */
    private long requestsEnd;

    OwnUser(int id, long undoLimit, long absentFrom) {
        this.id = id;
        this.undoLimit = undoLimit;
        this.absentFrom = absentFrom;
        this.vector = StateVector.EMPTY;
    }

    /** One that was saved. */
    OwnUser(SavedView.User saved, long undoLimit) {
        this.id = saved.id();
        this.undoLimit = undoLimit;
        this.vector = saved.vector();
        this.present = saved.present();
        this.joinedAt = saved.joinedAt();
        this.absentFrom = saved.absentFrom();
        this.requestsEnd = saved.requestsEnd();
        saved.undo().forEach(request -> undo.addLast(new OwnRequest(request)));
        saved.redo().forEach(request -> redo.addLast(new OwnRequest(request)));
    }

    SavedView.User save() {
        return new SavedView.User(id, present, vector, joinedAt, absentFrom, requestsEnd, save(undo), save(redo));
    }

    private static List<SavedView.Request> save(Deque<OwnRequest> stack) {
        return stack.stream().map(OwnRequest::save).toList();
    }

    int id() {
        return id;
    }

    boolean isPresent() {
        return present;
    }

    long joinedAt() {
        return joinedAt;
    }

    long absentFrom() {
        return absentFrom;
    }

    /** The state of the connection after the user's latest message, which the next one is relative to. */
    StateVector vector() {
        return vector;
    }

    void vector(StateVector newVector) {
        vector = newVector;
    }

    void join(StateVector state, long at) {
        present = true;
        vector = state;
        joinedAt = at;
    }

    void leave(long at) {
        present = false;
        absentFrom = at;
    }

    /** A piece of this user that came from elsewhere while it was not here. */
    void adopt(OwnRequest edit) {
        requestsEnd = edit.executedAt() + 1;
        undo.push(edit);
        redo.clear();
    }

    /** Whether a request of a kind is possible now. */
    boolean can(Request.Type type) {
        return type == Request.Type.DO || isRecent(type == Request.Type.UNDO ? undo.peek() : redo.peek());
    }

    private boolean isRecent(@Nullable OwnRequest top) {
        return top != null
                && (undoLimit == Limits.UNLIMITED
                        || vector.total() - top.chain().madeAt() < undoLimit);
    }

    /** What an undo or redo would take back; null if there is nothing. */
    @Nullable
    OwnRequest next(Request.Type type) {
        return type == Request.Type.UNDO ? undo.peek() : redo.peek();
    }

    /** Whether the user has made anything here since this request, be it in effect or not. */
    boolean hasFollowed(OwnRequest request) {
        return requestsEnd > request.executedAt();
    }

    void executed(Request.Type type, OwnRequest request) {
        requestsEnd = request.executedAt() + 1;
        switch (type) {
            case UNDO -> {
                undo.pop();
                redo.push(request);
            }
            case REDO -> {
                redo.pop();
                undo.push(request);
            }
            default -> {
                undo.push(request);
                redo.clear();
            }
        }
        vector = vector.increment(id);
    }

    /**
     * The number of the first piece that an undo or redo may still have to be transformed past. Drops what is too old to be taken back.
     *
     * @param total the sum of a state that the connection has certainly passed when it next undoes something
     */
    long neededFrom(long total, long otherwise) {
        if (undoLimit != Limits.UNLIMITED) {
            while (!undo.isEmpty() && total - undo.getLast().chain().madeAt() >= undoLimit) {
                undo.removeLast();
            }
            // the latest to be undone is the oldest of them
            if (!redo.isEmpty() && total - redo.getFirst().chain().madeAt() >= undoLimit) {
                redo.clear();
            }
        }
        long needed = otherwise;
        if (!undo.isEmpty()) {
            needed = Math.min(needed, undo.getLast().executedAt());
        }
        return redo.isEmpty() ? needed : Math.min(needed, redo.getLast().executedAt());
    }

    /** How many bytes of text as many undos or redos bring back at most. */
    long restoredBy(Request.Type type, long count) {
        long bytes = 0;
        Iterator<OwnRequest> next = (type == Request.Type.UNDO ? undo : redo).iterator();
        for (long i = 0; i < count && next.hasNext(); i++) {
            bytes += TextSize.deletedBy(next.next().done());
        }
        return bytes;
    }

    /** The pieces before this one are not known any more: what would have to be transformed past them cannot be taken back. */
    void discarded(long begin) {
        while (!undo.isEmpty() && undo.getLast().executedAt() < begin) {
            undo.removeLast();
        }
        while (!redo.isEmpty() && redo.getLast().executedAt() < begin) {
            redo.removeLast();
        }
    }

    /** What can be undone, the latest first. */
    Deque<OwnRequest> undo() {
        return undo;
    }

    /** All that can be undone or redone. */
    void forEachOnStacks(Consumer<OwnRequest> action) {
        undo.forEach(action);
        redo.forEach(action);
    }
}
