// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;

/**
 * Encoded bytes that can be sent to any number of clients. Reference-counted: the creator holds one reference; a holder
 * that keeps the frame beyond a call takes another with {@link #retain} and gives it back with {@link #release}.
 */
public final class Frame {
    private final ByteBuf content;

    /** @param content the bytes; its reference passes to the frame */
    public Frame(ByteBuf content) {
        this.content = content;
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

    /** The bytes as text. */
    @Override
    public String toString() {
        return content.toString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
