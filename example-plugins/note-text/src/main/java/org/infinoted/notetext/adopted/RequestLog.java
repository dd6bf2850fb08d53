// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The executed buffer-affecting requests of one user, with the stacks of what it can undo and redo.
 *
 * <p>The log proper holds the indices from {@link #begin} to {@link #end}. Entries that left it may be kept, from
 * {@link #keptFrom}, because a translation may still need them; they have no other use.
 */
final class RequestLog {
    /** A ring; entry i lies at i modulo the length, which is a power of two. */
    private @Nullable LogEntry[] entries = new LogEntry[8];

    private long keptFrom;
    private long begin;
    private long end;
    private long bytes;

    private final Deque<LogEntry> undo = new ArrayDeque<>();
    private final Deque<LogEntry> redo = new ArrayDeque<>();

    /**
     * The first entry of each block, oldest first. A block is what must be dropped together: a DO, or everything from an
     * entry that was undone to the latest undo or redo of it.
     */
    private final Deque<LogEntry> blocks = new ArrayDeque<>();

    long keptFrom() {
        return keptFrom;
    }

    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    boolean isEmpty() {
        return begin == end;
    }

    /** The entry with an index, even if it has left the log; null if it is not kept. */
    @Nullable
    LogEntry get(long index) {
        return index < keptFrom || index >= end ? null : entries[slot(index)];
    }

    /** The requests of the log proper, oldest first. */
    List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (long i = begin; i < end; i++) {
            requests.add(entries[slot(i)].request());
        }
        return requests;
    }

    private int slot(long index) {
        return (int) index & (entries.length - 1);
    }

    /** The entry that an undo would take back; null if there is none. */
    @Nullable
    LogEntry nextUndo() {
        return undo.peek();
    }

    /** The entry that a redo would take back; null if there is none. */
    @Nullable
    LogEntry nextRedo() {
        return redo.peek();
    }

    /** How many entries are kept. */
    long size() {
        return end - keptFrom;
    }

    /** How many bytes of text their operations have together. */
    long bytes() {
        return bytes;
    }

    private static long bytesOf(Request request) {
        if (request.operation() instanceof Insert insert) {
            return insert.chunk().bytes();
        }
        return request.operation() instanceof Delete delete ? delete.chunk().bytes() : 0;
    }

    /** How many bytes of text as many undos or redos bring back at most. */
    long restoredBy(Request.Type type, long count) {
        Iterator<LogEntry> next = (type == Request.Type.UNDO ? undo : redo).iterator();
        long bytes = 0;
        for (long i = 0; i < count && next.hasNext(); i++) {
            Operation first = next.next().origin().request().operation();
            if (type == Request.Type.UNDO && first instanceof Delete delete) {
                bytes += delete.chunk().bytes();
            } else if (type == Request.Type.REDO && first instanceof Insert insert) {
                bytes += insert.chunk().bytes();
            }
        }
        return bytes;
    }

    /** Lets an empty log continue at an index. */
    void startAt(long index) {
        keptFrom = index;
        begin = index;
        end = index;
    }

    /** Adds a request whose index is {@link #end}, or any if the log is empty; an undo or redo needs something to take back. */
    LogEntry add(Request request) {
        if (isEmpty() && keptFrom == begin) {
            startAt(request.index());
        }
        if (request.index() != end) {
            throw new IllegalArgumentException("request " + request.index() + " where " + end + " is next");
        }
        LogEntry entry = link(request);
        if (end - keptFrom == entries.length) {
            grow();
        }
        entries[slot(end)] = entry;
        end++;
        bytes += bytesOf(request);
        if (entry.previous() == null) {
            blocks.addLast(entry);
        } else {
            while (blocks.getLast().index() > entry.origin().index()) {
                blocks.removeLast();
            }
        }
        return entry;
    }

    private LogEntry link(Request request) {
        LogEntry entry;
        switch (request.type()) {
            case UNDO -> {
                entry = new LogEntry(request, undo.pop());
                redo.push(entry);
            }
            case REDO -> {
                entry = new LogEntry(request, redo.pop());
                undo.push(entry);
            }
            default -> {
                entry = new LogEntry(request, null);
                undo.push(entry);
                redo.clear();
            }
        }
        return entry;
    }

    private void grow() {
        LogEntry[] old = entries;
        entries = new LogEntry[2 * old.length];
        for (long i = keptFrom; i < end; i++) {
            entries[slot(i)] = old[(int) i & (old.length - 1)];
        }
    }

    /** The first entry of the log; it must not be empty. */
    LogEntry first() {
        return entries[slot(begin)];
    }

    /** The last entry of the first block; the log must not be empty. */
    LogEntry endOfFirstBlock() {
        Iterator<LogEntry> starts = blocks.iterator();
        starts.next();
        return entries[slot((starts.hasNext() ? starts.next().index() : end) - 1)];
    }

    /** Takes the first block out of the log. Its entries are kept until {@link #discardBefore}. */
    void dropFirstBlock() {
        begin = endOfFirstBlock().index() + 1;
        blocks.removeFirst();
        dropBottom(undo);
        dropBottom(redo);
    }

    private void dropBottom(Deque<LogEntry> stack) {
        while (!stack.isEmpty() && stack.peekLast().index() < begin) {
            stack.removeLast();
        }
    }

    /** Forgets entries below an index which are not in the log proper. */
    void discardBefore(long index) {
        for (long stop = Math.min(index, begin); keptFrom < stop; keptFrom++) {
            bytes -= bytesOf(entries[slot(keptFrom)].request());
            entries[slot(keptFrom)] = null;
        }
    }
}
