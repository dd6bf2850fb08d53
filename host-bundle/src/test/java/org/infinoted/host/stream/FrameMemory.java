// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that leaves frames unreleased, wherever they were forgotten. */
public final class FrameMemory implements BeforeEachCallback, AfterEachCallback {
    private long before;

    /** How many bytes frames hold at present. */
    public static long inUse() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        before = inUse();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        // less is no fault: another test's connections may have ended meanwhile
        assertTrue(inUse() <= before, () -> inUse() - before + " bytes are in frames that were not released");
    }
}
