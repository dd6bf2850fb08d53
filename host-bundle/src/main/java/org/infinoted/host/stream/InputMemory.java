// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import org.infinoted.host.memory.MemoryAccount;

/** Charges an element that is not complete to its connection. Used on the connection's loop. */
final class InputMemory {
    /** Below this, an element that is not complete is part of what every connection takes. */
    private static final int SMALL = 512;
    /** Text is kept with up to two bytes for each that has come, and buffers that grow have room for as much again. */
    private static final int FACTOR = 2;

    private final MemoryAccount memory;
    private long charged;

    InputMemory(MemoryAccount memory) {
        this.memory = memory;
    }

    /** @param bytes how much of an element has come, as {@link XmlLimits} counts it; 0 if it is complete */
    void incomplete(long bytes) {
        long now = bytes < SMALL ? 0 : FACTOR * bytes;
        long before = charged;
        charged = now; // first: charging may end the connection, which leads here again
        if (now > before) {
            memory.chargeInTransit(now - before);
        } else if (now < before) {
            memory.releaseInTransit(before - now);
        }
    }
}
