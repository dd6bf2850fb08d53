// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What is to be sent when the client has read what was sent before: series of frames, and what comes after them. Clients that get the
 * same series share it, so that a client which reads nothing costs little. Used on the channel's loop.
 */
final class PendingOutput {
    private final Deque<Item> items = new ArrayDeque<>();
    private long bytes;

    /** Frames that a client gets one after the other. Each holds a reference of its own to each of them that it has not got yet. */
    static final class Series {
        private final List<Frame> frames;
        private final long bytes;
        private int next;

        /** @param frames not empty; their references stay the caller's */
        Series(List<Frame> frames) {
            this.frames = frames;
            long sum = 0;
            for (Frame frame : frames) {
                sum += frame.retain().size();
            }
            this.bytes = sum;
        }

        long bytes() {
            return bytes;
        }

        private boolean isOver() {
            return next == frames.size();
        }

        private ByteBuf take() {
            Frame frame = frames.get(next++);
            ByteBuf bytes = frame.copyForWriting();
            frame.release();
            return bytes;
        }

        private void release() {
            while (!isOver()) {
                frames.get(next++).release();
            }
        }
    }

    /** @param content a {@link ByteBuf} or a {@link Series} */
    private record Item(Object content, ChannelPromise promise) {}

    /** Takes what is to be sent next. */
    interface Sender {
        void send(ByteBuf bytes, ChannelPromise promise);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** How many bytes. */
    long bytes() {
        return bytes;
    }

    /** How many things wait; a series is one, however long it is. */
    int size() {
        return items.size();
    }

    void add(ByteBuf content, ChannelPromise promise) {
        items.add(new Item(content, promise));
        bytes += content.readableBytes();
    }

    void add(Series series, ChannelPromise promise) {
        items.add(new Item(series, promise));
        bytes += series.bytes();
    }

    /** Sends the next piece. There must be one. */
    void sendNext(Sender sender) {
        Item first = items.element();
        if (first.content instanceof Series series) {
            ByteBuf next = series.take();
            bytes -= next.readableBytes();
            ChannelPromise promise = first.promise;
            if (series.isOver()) {
                items.remove();
            } else {
                promise = promise.channel().voidPromise();
            }
            sender.send(next, promise);
        } else {
            items.remove();
            ByteBuf next = (ByteBuf) first.content;
            bytes -= next.readableBytes();
            sender.send(next, first.promise);
        }
    }

    /** The channel is closed: lets go of everything. */
    void discard() {
        bytes = 0;
        while (!items.isEmpty()) {
            Item item = items.remove();
            if (item.content instanceof Series series) {
                series.release();
            } else {
                ((ByteBuf) item.content).release();
            }
            item.promise.tryFailure(new ClosedChannelException());
        }
    }
}
