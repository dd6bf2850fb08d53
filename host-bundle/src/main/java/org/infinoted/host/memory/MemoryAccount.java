// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What is kept because of one connection. What is kept is charged here, and released when it is let go of, also after the
 * account was closed: what outlives the connection, such as a document, is still part of the budget. Thread-safe.
 */
public final class MemoryAccount {
    /** How many times the rank of a client that reads too slowly counts. */
    private static final int SLOW = 4;
    /** How many times that counts which is free at once when the connection ends: documents are not. */
    private static final int IN_TRANSIT = 4;

    static final long GONE = -1;

    private static final long OPEN = -1;
    private static final long CLOSED = -2;

    private final MemoryBudget budget;
    private final Owner owner;
    private final AtomicLong charged = new AtomicLong();
    /** What is charged only as long as the connection lives or shortly after, and 1 for the connection itself. */
    private final AtomicLong inTransit = new AtomicLong(1);

    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong queued = new AtomicLong();
    /** What is expected to be free when the connection, which was dropped, has ended. */
    private final AtomicLong state = new AtomicLong(OPEN);

    private volatile boolean slow;

    /** The connection. Its text names it in the log. */
    public interface Owner {
        /**
         * Ends the connection. This may be called on any thread, in the middle of anything that charges; what is released here is free
         * at once. Called at most once.
         *
         * @param reason for the log and for listeners
         */
        void drop(String reason);
    }

    MemoryAccount(MemoryBudget budget, Owner owner) {
        this.budget = budget;
        this.owner = owner;
    }

    /** The budget that this is part of. */
    public MemoryBudget budget() {
        return budget;
    }

    /** So many more bytes are kept because of this connection alone. */
    public void charge(long bytes) {
        charged.addAndGet(bytes);
        budget.take(bytes);
    }

    /** So many bytes that were charged are not kept any more. */
    public void release(long bytes) {
        charged.addAndGet(-bytes);
        budget.giveBack(bytes);
        freed(bytes);
    }

    /**
     * As {@link #charge}, for what is let go of soon after the connection has ended, such as its messages that are under way. Until then
     * the account stays open, so that nobody else is dropped for it.
     */
    public void chargeInTransit(long bytes) {
        inTransit.addAndGet(bytes);
        charge(bytes);
    }

    /** So many bytes that were in transit are not kept any more. */
    public void releaseInTransit(long bytes) {
        release(bytes);
        arrived(bytes);
    }

    /**
     * Says how much output waits for the client at present. To be called by one thread at a time.
     *
     * @param bytes how much it is. They count for the rank; what they take is shared, and counted by {@link MemoryBudget#take}
     * @param own how many bytes it takes to keep them in the queue of this client
     */
    public void output(long bytes, long own) {
        waiting.lazySet(bytes);
        long more = own - queued.getPlain();
        if (more != 0) {
            queued.lazySet(own);
            if (more > 0) {
                budget.take(more);
            } else {
                budget.giveBack(-more);
                freed(-more);
            }
        }
    }

    /** If the connection was dropped, so much of what it was expected to leave is free: it must not be counted twice. */
    private void freed(long bytes) {
        if (state.get() > 0) {
            long before = state.getAndUpdate(expected -> expected > 0 ? Math.max(0, expected - bytes) : expected);
            if (before > 0) {
                budget.freed(Math.min(before, bytes));
            }
        }
    }

    /** Says whether the client reads its output too slowly: then it is dropped before those that do not. */
    public void slow(boolean now) {
        slow = now;
    }

    /**
     * The connection has ended, and is not dropped any more. To be called once. What is still charged has to be released all the same.
     */
    public void close() {
        arrived(1);
    }

    private void arrived(long bytes) {
        if (inTransit.addAndGet(-bytes) == 0) {
            budget.closed(this, Math.max(0, state.getAndSet(CLOSED)));
        }
    }

    /** How many bytes are kept because of this connection, shared or not. */
    public long rank() {
        return charged.get() + waiting.get() + queued.get();
    }

    /** Whether memory is short, and so much is kept because of this connection that no more should be. */
    public boolean isTooMuch() {
        return budget.isShort() && rank() > budget.notable();
    }

    Owner owner() {
        return owner;
    }

    boolean isSlow() {
        return slow;
    }

    /** Whether the connection has not ended, and will not be dropped. */
    public boolean isOpen() {
        return state.get() == OPEN;
    }

    /** The connection will be dropped. Returns what is expected to be free then, or {@link #GONE} if it has ended meanwhile. */
    long leave() {
        long rank = Math.max(0, rank());
        return state.compareAndSet(OPEN, rank) ? rank : GONE;
    }

    /** What is expected to be free when the dropped connection has ended; nothing more once it has. */
    long expected() {
        return Math.max(0, state.get());
    }

    long greed() {
        return (slow ? SLOW * rank() : rank()) + (IN_TRANSIT - 1) * inTransit.get();
    }
}
