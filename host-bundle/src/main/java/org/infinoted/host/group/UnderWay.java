// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.infinoted.host.memory.MemoryAccount;

/**
 * What a client has sent that was read and is not handled yet, counted and charged to its account. Thread-safe.
 *
 * <p>There are two marks. Above the high ones reading is to stop; at the low ones it may go on.
 */
final class UnderWay {
    /** How many messages may be under way to other loops before reading stops. */
    static final int MESSAGES_HIGH = 256;
    /** At how many reading resumes. */
    static final int MESSAGES_LOW = 64;
    /** How many bytes may be under way before reading stops. */
    static final long BYTES_HIGH = 4 << 20;
    /** At how many reading resumes. */
    static final long BYTES_LOW = 1 << 20;

    private final MemoryAccount memory;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    UnderWay(MemoryAccount memory) {
        this.memory = memory;
    }

    /** A message is handed over. */
    void add(long size) {
        messages.incrementAndGet();
        keep(size);
    }

    /** It is handled. Returns whether this has brought the rest down to a mark: so the loop is not woken for each message. */
    boolean remove(long size) {
        boolean few = messages.decrementAndGet() == MESSAGES_LOW;
        long left = letGo(size);
        return few || (left <= BYTES_LOW && left + size > BYTES_LOW);
    }

    /** A message is kept that is not handed over yet. */
    void keep(long size) {
        memory.chargeInTransit(size);
        bytes.addAndGet(size);
    }

    /** It is not kept any more. Returns how many bytes are left. */
    long letGo(long size) {
        memory.releaseInTransit(size);
        return bytes.addAndGet(-size);
    }

    /** Whether reading is to stop. */
    boolean isTooMuch() {
        return messages.get() >= MESSAGES_HIGH || bytes.get() >= BYTES_HIGH;
    }

    /** Whether reading may go on. */
    boolean isLittle() {
        return messages.get() <= MESSAGES_LOW && bytes.get() <= BYTES_LOW;
    }
}
