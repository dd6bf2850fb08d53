// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.Frame;
import org.infinoted.host.stream.XmlEncoder;
import org.infinoted.xml.Element;

/** Wraps the server's messages into the stanza of their group. */
final class GroupFrames {
    /** How many messages of a series share a stanza. */
    private static final int MESSAGES_PER_STANZA = 64;
    /**
     * Size at which a series continues in another frame: large enough to be sent at once, small enough to be released
     * soon.
     */
    private static final int BYTES_PER_FRAME = 64 * 1024;

    private static final int ROOM_FOR_SMALL = 256;
    private static final byte[] END = "</group>".getBytes(StandardCharsets.US_ASCII);

    private final byte[] start;

    GroupFrames(String group) {
        ByteBuf empty = Unpooled.buffer();
        XmlEncoder.encode(
                Element.named("group").attribute("name", group).text(" ").build(), empty);
        start = new byte[empty.readableBytes() - END.length - 1];
        empty.readBytes(start);
    }

    /** Encodes a message, which is part of this budget until it is released. The caller holds the frame's reference. */
    Frame encode(Element message, MemoryBudget memory) {
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(ROOM_FOR_SMALL);
        try {
            out.writeBytes(start);
            XmlEncoder.encode(message, out);
            out.writeBytes(END);
        } catch (RuntimeException | Error e) {
            out.release();
            throw e;
        }
        return new Frame(out, memory);
    }

    /**
     * Encodes a series of messages, which arrive in this order and are part of this budget until they are released. The caller holds the
     * frames' references.
     */
    List<Frame> encodeAll(List<Element> messages, MemoryBudget memory) {
        List<Frame> frames = new ArrayList<>();
        try {
            int next = 0;
            while (next < messages.size()) {
                next = frame(messages, next, memory, frames);
            }
        } catch (RuntimeException | Error e) {
            frames.forEach(Frame::release);
            throw e;
        }
        return frames;
    }

    private int frame(List<Element> messages, int from, MemoryBudget memory, List<Frame> frames) {
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(BYTES_PER_FRAME + BYTES_PER_FRAME / 4);
        int next = from;
        try {
            while (next < messages.size() && out.readableBytes() < BYTES_PER_FRAME) {
                next = stanza(messages, next, out);
            }
        } catch (RuntimeException | Error e) {
            out.release();
            throw e;
        }
        frames.add(new Frame(fitting(out), memory));
        return next;
    }

    /** Without most of the room that was not needed: a frame may wait long. */
    private static ByteBuf fitting(ByteBuf encoded) {
        if (encoded.readableBytes() > encoded.capacity() / 2) {
            return encoded;
        }
        try {
            return ByteBufAllocator.DEFAULT
                    .directBuffer(encoded.readableBytes())
                    .writeBytes(encoded);
        } finally {
            encoded.release();
        }
    }

    private int stanza(List<Element> messages, int from, ByteBuf out) {
        int end = Math.min(messages.size(), from + MESSAGES_PER_STANZA);
        int next = from;
        out.writeBytes(start);
        do {
            XmlEncoder.encode(messages.get(next), out);
            next++;
        } while (next < end && out.readableBytes() < BYTES_PER_FRAME);
        out.writeBytes(END);
        return next;
    }
}
