// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.function.BooleanSupplier;

/** Whether less than a tenth of the heap is free, with all garbage collected. That is done only if it looks so. */
public final class ShortMemory implements BooleanSupplier {
    private static final int FREE_SHARE = 10;

    private final MemoryMXBean memory;

    public ShortMemory(MemoryMXBean memory) {
        this.memory = memory;
    }

    @Override
    public boolean getAsBoolean() {
        try {
            if (!looksShort()) {
                return false;
            }
            memory.gc();
            return looksShort();
        } catch (OutOfMemoryError e) { // there is not even the memory for the question
            return true;
        }
    }

    private boolean looksShort() {
        MemoryUsage heap = memory.getHeapMemoryUsage();
        return heap.getMax() - heap.getUsed() < heap.getMax() / FREE_SHARE;
    }
}
