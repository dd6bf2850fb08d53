// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.infinoted.host.memory.MemoryBudget;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WireInboxTest {
    private final MemoryBudget budget = MemoryBudget.unlimited();
    private final WireInbox inbox = new WireInbox(1000, 100);

    @Test
    void whatWaitsIsChargedUntilItIsTaken() throws InterruptedException {
        inbox.put(ByteBuffer.allocate(100));
        inbox.chargeTo(budget.open(reason -> {}));
        assertEquals(100, budget.used());
        inbox.put(ByteBuffer.allocate(50));
        assertEquals(150, budget.used());
        ByteBuf first = inbox.poll();
        assertNotNull(first);
        first.release();
        assertEquals(50, budget.used());
        inbox.close();
        assertEquals(0, budget.used());
    }
}
