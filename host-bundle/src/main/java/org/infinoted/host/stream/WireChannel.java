// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.infinoted.host.memory.MemoryAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel whose bytes travel over a {@link Wire}. In everything else a connection over it is like one over a socket.
 * Output that the wire has not taken yet stays in the channel's own buffer, where {@link Backlog} watches it.
 */
final class WireChannel extends AbstractChannel {
    /** How many bytes are sent at a time. */
    static final int PIECE = 16 << 10;
    /** How many received bytes may wait. */
    static final int INBOX = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(WireChannel.class);
    private static final int PIECES_PER_TURN = 16;
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final WireInbox inbox = new WireInbox(INBOX, PIECE);
    private final EventLoop loop;
    private final SocketAddress remote;
    private final SocketAddress local;
    private final Wire wire;
    private volatile boolean open = true;
    private boolean delivering; // this and what follows is touched on the loop only
    private boolean sending;

    /** An address as the transport has written it. */
    static final class TextAddress extends SocketAddress {
        private static final long serialVersionUID = 1L;

        private final String text;

        TextAddress(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    WireChannel(EventLoop loop, SocketAddress remote, SocketAddress local, Wire wire) {
        super(null);
        this.loop = loop;
        this.remote = remote;
        this.local = local;
        this.wire = wire;
    }

    /**
     * The client has sent this. Waits while there is no room. Any thread but those of loops; returns false if the
     * connection is over.
     */
    boolean received(ByteBuffer bytes) throws InterruptedException {
        while (bytes.hasRemaining()) {
            if (!inbox.put(bytes)) {
                return false;
            }
            later(this::deliver);
        }
        return open;
    }

    /** What has come and was not handled is charged to this account from now on. */
    void chargeTo(MemoryAccount memory) {
        inbox.chargeTo(memory);
    }

    /** The client sends nothing any more. Any thread. */
    void ended() {
        inbox.end();
        later(this::deliver);
    }

    private void later(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has been shut down", e);
        }
    }

    private void deliver() {
        if (delivering || !isRegistered()) {
            return;
        }
        delivering = true;
        try {
            for (int i = 0; i < PIECES_PER_TURN && config.isAutoRead() && !inbox.isEmpty(); i++) {
                pipeline().fireChannelRead(inbox.poll());
                pipeline().fireChannelReadComplete();
            }
        } finally {
            delivering = false;
        }
        if (config.isAutoRead() && !inbox.isEmpty()) {
            later(this::deliver);
        } else if (inbox.isExhausted()) {
            close();
        }
    }

    @Override
    protected void doBeginRead() {
        if (!delivering) {
            later(this::deliver);
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws Exception {
        if (sending) {
            return; // continues when the wire has taken that
        }
        out.removeBytes(0); // drops empty messages
        if (out.isEmpty()) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        out.forEachFlushedMessage(message -> {
            ByteBuf next = (ByteBuf) message;
            int length = Math.min(next.readableBytes(), bytes.remaining());
            next.getBytes(next.readerIndex(), bytes.array(), bytes.position(), length);
            bytes.position(bytes.position() + length);
            return bytes.hasRemaining();
        });
        bytes.flip();
        int size = bytes.remaining();
        sending = true;
        CompletionStage<Void> sent = wire.send(bytes);
        sent.whenComplete((done, failure) -> later(() -> sent(size, failure)));
    }

    private void sent(int size, Throwable failure) {
        sending = false;
        if (!open) {
            return;
        }
        ChannelOutboundBuffer out = unsafe().outboundBuffer();
        if (failure != null) {
            pipeline().fireExceptionCaught(new IOException(failure.getMessage()));
        } else if (out != null) {
            out.removeBytes(size);
            unsafe().flush();
        }
    }

    @Override
    protected void doClose() {
        if (open) {
            open = false;
            inbox.close();
            wire.close();
        }
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new WireUnsafe();
    }

    @Override
    protected boolean isCompatible(EventLoop eventLoop) {
        return eventLoop == loop;
    }

    @Override
    protected SocketAddress localAddress0() {
        return local;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    private final class WireUnsafe extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remoteAddress, SocketAddress localAddress, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException("It is connected"));
        }
    }
}
