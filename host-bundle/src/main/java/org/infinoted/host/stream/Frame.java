// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryBudget;

/**
 * Encoded bytes that can be sent to any number of clients. Reference-counted: the creator holds one reference; a holder
 * that keeps the frame beyond a call takes another with {@link #retain} and gives it back with {@link #release}.
 */
public final class Frame {
    /** The capacity in bytes up to which a frame is small. */
    static final int SMALL = 256;

    private final ByteBuf content;

    /**
     * Bytes that are not part of any budget, such as what is sent before login.
     *
     * @param content the bytes; its reference passes to the frame
     */
    public Frame(ByteBuf content) {
        this.content = content;
    }

    /**
     * Bytes that are part of the budget once, until the last reference is released. Small ones are not: {@link Backlog} counts more
     * for each of them in the queue of a client than it takes.
     *
     * @param content the bytes; its reference passes to the frame
     */
    public Frame(ByteBuf content, MemoryBudget budget) {
        this(content.capacity() <= SMALL ? content : new CountedBuffer(content, budget));
    }

    /** How many bytes. */
    public int size() {
        return content.readableBytes();
    }

    /** The bytes with a reader position and a reference of their own, for writing them to one channel. */
    ByteBuf copyForWriting() {
        return content.retainedDuplicate();
    }

    public Frame retain() {
        content.retain();
        return this;
    }

    public void release() {
        content.release();
    }

    /**
     * Has this used on a loop: at once if the caller is on it, otherwise in a task that has a reference of its own. That is given
     * back whatever happens. What the use throws ends the task, or goes to a caller on the loop.
     */
    public void useOn(Loop loop, Consumer<Frame> use) {
        if (loop.inLoop()) {
            use.accept(this);
            return;
        }
        retain();
        try {
            loop.execute(() -> {
                try {
                    use.accept(this);
                } finally {
                    release();
                }
            });
        } catch (Throwable e) { // there was no memory for the task
            release();
            throw e;
        }
    }

    /** The bytes as text. */
    @Override
    public String toString() {
        return content.toString(StandardCharsets.UTF_8);
    }
}
