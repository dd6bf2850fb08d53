// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.Function;
import org.infinoted.host.loop.Faults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the events of a channel, over a socket or a wire, to its connection. */
final class SocketHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SocketHandler.class);

    private final Function<ChannelHandlerContext, @Nullable SocketLink> accepted;
    private final Faults faults;
    private @Nullable SocketLink link;

    /**
     * @param accepted makes the connection when the channel is connected; null if there is to be none
     * @param faults told of what handling an event of the channel has thrown
     */
    SocketHandler(Function<ChannelHandlerContext, @Nullable SocketLink> accepted, Faults faults) {
        this.accepted = accepted;
        this.faults = faults;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        link = accepted.apply(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (link != null) {
                link.received(in);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (link != null) {
            link.disconnected();
        }
    }

    /** Closes the connection in an orderly way. To be called on its loop, once its channel is registered. */
    void close(String reason) {
        if (link != null) {
            link.close(reason);
        }
    }

    /** The client is gone, or a layer above has a fault, which must not hurt other connections. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        faults.thrown(cause);
        SocketLink ended = link;
        if (ended == null) {
            LOG.error("A connection could not be accepted because of a fault of the server", cause);
            context.close();
            return;
        }
        try {
            end(ended, cause);
        } catch (Throwable again) { // there is not even the memory to say farewell
            context.close();
        }
    }

    private static void end(SocketLink link, Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            link.lost("The client was gone before it had got everything");
        } else if (cause instanceof IOException) {
            link.lost("The connection broke: " + cause.getMessage());
        } else {
            LogContext.about(link, () -> LOG.error("The {} is ended because of a fault of the server", link, cause));
            link.fail("internal-server-error", "A fault of the server: " + cause);
        }
    }
}
