// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.infinoted.host.memory.MemoryAccount;
import org.jspecify.annotations.Nullable;

/** The bytes that a client has sent and that were not handled yet, up to a bound. Thread-safe. */
final class WireInbox {
    private final int capacity;
    private final int piece;

    @GuardedBy("this")
    private final Deque<ByteBuf> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private int size;

    @GuardedBy("this")
    private @Nullable MemoryAccount memory;

    @GuardedBy("this")
    private boolean ended;

    @GuardedBy("this")
    private boolean closed;

    /**
     * @param capacity how many bytes may wait
     * @param piece into how many bytes they are cut at most
     */
    WireInbox(int capacity, int piece) {
        this.capacity = capacity;
        this.piece = piece;
    }

    /** What waits is charged to this account from now on. */
    synchronized void chargeTo(MemoryAccount account) {
        memory = account;
        account.charge(size);
    }

    private synchronized void waiting(int more) {
        size += more;
        if (memory != null && more > 0) {
            memory.charge(more);
        } else if (memory != null) {
            memory.release(-more);
        }
    }

    /**
     * Adds as many bytes as there is room for. Waits while there is none.
     *
     * @return false if it is closed, or has been ended
     */
    synchronized boolean put(ByteBuffer bytes) throws InterruptedException {
        while (size >= capacity && !closed) {
            wait();
        }
        if (closed || ended) {
            return false;
        }
        int length = Math.min(bytes.remaining(), Math.min(piece, capacity - size));
        ByteBuffer part = bytes.slice();
        part.limit(length);
        waiting.add(ByteBufAllocator.DEFAULT.buffer(length).writeBytes(part));
        bytes.position(bytes.position() + length);
        waiting(length);
        return true;
    }

    /** The next bytes, whose reference passes to the caller; null if there are none. */
    synchronized @Nullable ByteBuf poll() {
        ByteBuf next = waiting.poll();
        if (next != null) {
            waiting(-next.readableBytes());
            notifyAll();
        }
        return next;
    }

    /** Accepts no more bytes. */
    synchronized void end() {
        ended = true;
    }

    /** Whether nothing is left and nothing will come. */
    synchronized boolean isExhausted() {
        return ended && waiting.isEmpty();
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Releases what is left. */
    synchronized void close() {
        closed = true;
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        waiting(-size);
        notifyAll();
    }
}
