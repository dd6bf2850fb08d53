// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    /** Encodes a message. The caller holds the frame's reference. */
    Frame encode(Element message) {
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(ROOM_FOR_SMALL);
        out.writeBytes(start);
        XmlEncoder.encode(message, out);
        return new Frame(out.writeBytes(END));
    }

    /** Encodes a series of messages, which arrive in this order. The caller holds the frames' references. */
    List<Frame> encodeAll(List<Element> messages) {
        List<Frame> frames = new ArrayList<>();
        int next = 0;
        while (next < messages.size()) {
            ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(BYTES_PER_FRAME + BYTES_PER_FRAME / 4);
            while (next < messages.size() && out.readableBytes() < BYTES_PER_FRAME) {
                next = stanza(messages, next, out);
            }
            frames.add(new Frame(out));
        }
        return frames;
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
