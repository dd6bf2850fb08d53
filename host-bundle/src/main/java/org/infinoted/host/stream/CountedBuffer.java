// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import org.infinoted.host.memory.MemoryBudget;

/** A buffer that is part of the budget from now until its last reference is released, however many clients share it. */
final class CountedBuffer extends CompositeByteBuf {
    private final MemoryBudget budget;
    private final int bytes;

    /** @param content its reference passes to this buffer */
    CountedBuffer(ByteBuf content, MemoryBudget budget) {
        super(content.alloc(), content.isDirect(), 1, content);
        this.budget = budget;
        this.bytes = content.capacity();
        budget.take(bytes);
    }

    @Override
    protected void deallocate() {
        super.deallocate();
        budget.giveBack(bytes);
    }
}
