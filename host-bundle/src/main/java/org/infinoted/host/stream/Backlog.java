// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.util.function.Consumer;
import org.infinoted.host.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Watches the output that waits for a client to read it. Reports a client for which too much waits, and one that reads
 * nothing for too long while something waits. It is next to the socket in the pipeline, so that it sees everything that
 * is sent. Used on the channel's loop.
 */
final class Backlog extends ChannelOutboundHandlerAdapter {
    /** How many times within the limit the client's progress is checked. */
    private static final int LOOKS = 4;

    private final Loop loop;
    private final StreamLimits limits;
    private final Consumer<String> tooSlow;
    private long entered; // bytes, with Netty's own cost for each message
    private Loop.@Nullable Timer timer;
    private long takenAtLastLook;
    private long partAtLastLook;
    private int looksInVain;

    /** @param tooSlow told why the client should be disconnected */
    Backlog(Loop loop, StreamLimits limits, Consumer<String> tooSlow) {
        this.loop = loop;
        this.limits = limits;
        this.tooSlow = tooSlow;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        long before = waiting(context.channel());
        context.write(message, promise);
        long now = waiting(context.channel());
        entered += now - before;
        if (now > limits.waitingBytes()) {
            tooSlow.accept("More than " + limits.waitingBytes() + " bytes wait for the client");
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        context.flush();
        Channel channel = context.channel();
        if (timer == null && waiting(channel) > 0) {
            looksInVain = 0;
            hasProgressed(channel);
            lookLater(channel);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void lookLater(Channel channel) {
        timer = loop.schedule(limits.stall().dividedBy(LOOKS), () -> look(channel));
    }

    private void look(Channel channel) {
        timer = null;
        long waiting = waiting(channel);
        if (waiting == 0) {
            return;
        }
        looksInVain = hasProgressed(channel) ? 0 : looksInVain + 1;
        if (looksInVain < LOOKS) {
            lookLater(channel);
        } else {
            tooSlow.accept(waiting + " bytes wait for the client, which took nothing for "
                    + limits.stall().toSeconds() + " s");
        }
    }

    /** Whether the client has read anything since the last call. */
    private boolean hasProgressed(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long taken = entered - waiting(channel); // grows with each message that was read completely
        long part = buffer == null ? 0 : buffer.currentProgress(); // grows within a message that is read in pieces
        boolean progressed = taken != takenAtLastLook || part != partAtLastLook;
        takenAtLastLook = taken;
        partAtLastLook = part;
        return progressed;
    }

    private static long waiting(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
