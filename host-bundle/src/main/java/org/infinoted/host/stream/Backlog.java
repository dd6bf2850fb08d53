// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.function.Consumer;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryAccount;
import org.jspecify.annotations.Nullable;

/**
 * Watches the output that waits for a client to read it. Reports a client for which too much waits, and one that reads
 * nothing for too long while something waits; tells the client's account how much waits. Sends series piece by piece. It is next to the
 * socket in the pipeline, so that it sees everything that is sent. Used on the channel's loop.
 */
final class Backlog extends ChannelDuplexHandler {
    /** How many times within the limit the client's progress is checked at least. */
    private static final int LOOKS = 4;
    /** How long it takes to the next check at most. */
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** A client that takes less from one check to the next is too slow when memory is short. */
    private static final int SLOW = 32 << 10;
    /** How many pieces of series are sent in one turn of the loop. */
    private static final int PIECES_PER_TURN = 16;
    /** What a message in the client's queue takes, at most, in addition to a frame that is counted itself. */
    private static final int COST = Frame.SMALL + 256;

    private final Loop loop;
    private final StreamLimits limits;
    private final MemoryAccount memory;
    private final Consumer<String> tooSlow;
    private final PendingOutput pending = new PendingOutput();
    private final int looks;
    private long entered; // bytes, with Netty's own cost for each message
    private Loop.@Nullable Timer timer;
    private long takenAtLastLook;
    private long waitingAtLastLook;
    private int looksInVain;
    private boolean sendingLater;

    /**
     * @param memory is closed with the channel
     * @param tooSlow told why the client should be disconnected
     */
    Backlog(Loop loop, StreamLimits limits, MemoryAccount memory, Consumer<String> tooSlow) {
        this.loop = loop;
        this.limits = limits;
        this.memory = memory;
        this.tooSlow = tooSlow;
        this.looks = Math.max(LOOKS, Math.toIntExact(limits.stall().dividedBy(LOOK)));
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof PendingOutput.Series series) {
            pending.add(series, promise);
        } else if (pending.isEmpty()) {
            send(context, message, promise);
        } else {
            pending.add((ByteBuf) message, promise);
        }
        if (waiting(context.channel()) > limits.waitingBytes()) {
            tooSlow.accept("More than " + limits.waitingBytes() + " bytes wait for the client");
        }
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        sendPending(context);
        context.flush();
        Channel channel = context.channel();
        count(channel);
        if (timer == null && waiting(channel) > 0) {
            looksInVain = 0;
            progress(channel);
            lookLater(channel);
        }
    }

    /** The client has read so much that it may get the next pieces, or that is over. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!pending.isEmpty() && context.channel().isWritable()) {
            sendLater(context);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        discard();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel();
        }
        discard();
        memory.close(); // only now: what the channel had is free
    }

    private void discard() {
        pending.discard();
        memory.output(0, 0);
    }

    private void send(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        long before = queued(context.channel());
        context.write(message, promise);
        entered += queued(context.channel()) - before;
    }

    private void sendPending(ChannelHandlerContext context) {
        int left = PIECES_PER_TURN;
        while (left > 0 && !pending.isEmpty() && context.channel().isWritable()) {
            pending.sendNext((bytes, promise) -> send(context, bytes, promise));
            context.flush();
            left--;
        }
        if (left == 0 && !pending.isEmpty()) {
            sendLater(context); // others have a turn
        }
    }

    private void sendLater(ChannelHandlerContext context) {
        if (!sendingLater) {
            sendingLater = true;
            loop.execute(() -> {
                sendingLater = false;
                flush(context);
            });
        }
    }

    private void lookLater(Channel channel) {
        timer = loop.schedule(limits.stall().dividedBy(looks), () -> look(channel));
    }

    private void look(Channel channel) {
        timer = null;
        count(channel);
        long waited = waitingAtLastLook;
        long progress = progress(channel);
        memory.slow(progress < Math.min(SLOW, waited) && waitingAtLastLook > 0);
        if (waitingAtLastLook == 0) {
            return;
        }
        looksInVain = progress != 0 ? 0 : looksInVain + 1;
        if (looksInVain < looks) {
            lookLater(channel);
        } else {
            tooSlow.accept(waitingAtLastLook + " bytes wait for the client, which took nothing for "
                    + limits.stall().toSeconds() + " s");
        }
    }

    /** How many bytes the client has read since the last call. */
    private long progress(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long complete = entered - queued(channel); // grows with each message that was read completely
        long part = buffer == null ? 0 : buffer.currentProgress(); // grows within a message that is read in pieces
        long progress = complete + part - takenAtLastLook;
        takenAtLastLook = complete + part;
        waitingAtLastLook = waiting(channel);
        return progress;
    }

    private void count(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        int messages = pending.size() + (buffer == null ? 0 : buffer.size());
        memory.output(waiting(channel), (long) messages * COST);
    }

    private long waiting(Channel channel) {
        return queued(channel) + pending.bytes();
    }

    /** What is in the channel's own queue. */
    private static long queued(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
