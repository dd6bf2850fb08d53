// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A socket without a network: its client reads as much as the test lets it, and the test moves the time. */
final class TestChannel extends EmbeddedChannel {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final StringBuilder heard = new StringBuilder();
    private long readable = Long.MAX_VALUE;
    private int writes;

    TestChannel() {
        super(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof Runnable actions) {
                    actions.run();
                } else {
                    context.fireChannelRead(message);
                }
            }
        });
        freezeTime();
    }

    /** The client has sent this. */
    void say(String text) {
        writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    /** What the client has got since the last call. */
    String heard() {
        runPendingTasks();
        String all = heard.toString();
        heard.setLength(0);
        return all;
    }

    /** The client takes this many more bytes, and then none. */
    void clientReads(long bytes) {
        readable = bytes;
        flush();
    }

    /** How many times something was given to the socket. */
    int writes() {
        return writes;
    }

    /** Lets time pass, in steps that are small enough for timers which start timers. */
    void advance(Duration time) {
        Duration left = time;
        while (!left.isZero()) {
            Duration step = left.compareTo(STEP) < 0 ? left : STEP;
            advanceTimeBy(step.toNanos(), TimeUnit.NANOSECONDS);
            runScheduledPendingTasks();
            runPendingTasks();
            left = left.minus(step);
        }
    }

    /** Does this within one turn of the loop. */
    void inTurn(Runnable actions) {
        writeInbound(actions); // tasks run when this is through
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        writes++;
        while (out.current() instanceof ByteBuf bytes && (readable > 0 || !bytes.isReadable())) {
            int taken = (int) Math.min(readable, bytes.readableBytes());
            heard.append(bytes.toString(bytes.readerIndex(), taken, StandardCharsets.UTF_8));
            readable -= taken;
            out.removeBytes(taken);
            if (!bytes.isReadable() && out.current() == bytes) {
                out.remove();
            }
        }
    }

    @Override
    protected SocketAddress localAddress0() {
        return address("127.0.0.1", 6523);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return address("::1", 36872);
    }

    private static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(literal), port);
    }
}
