// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryAccount;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.rate.Throttle;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection over a socket or a {@link Wire}.
 *
 * <p>For the layers above it has ended as soon as its end is decided; its last bytes are delivered without them. The
 * handler is told of the end in a task of its own, never within a call of a method of this class.
 */
final class SocketLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);
    /** How many bytes are read after the end of a connection, so that what it was told last is not lost. */
    private static final int MOST_DISCARDED = 16 << 20;

    /** Between which bounds, in bytes, what waits in the channel is kept while series are sent. */
    private static final WriteBufferWaterMark PIECES = new WriteBufferWaterMark(64 << 10, 128 << 10);

    private final long id;
    private final Channel channel;
    private final NettyLoop loop;
    private final Instant since;
    private final StreamLimits limits;
    private final String remoteAddress;
    private final String localAddress;
    private final StreamProtocol protocol;
    private final MemoryAccount memory;
    private final InputMemory input;
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    // written on the loop only
    private final AtomicLong bytesReceived = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private volatile ConnectionState state = ConnectionState.OPENING;
    private LinkHandler handler = RefusedLinkHandler.INSTANCE; // until the connection begins
    private Loop.Timer deadline = () -> {};
    private long discarded; // bytes that came after the end
    private boolean unflushed;
    private boolean unhurried; // something is to be flushed that nobody waits for
    private @Nullable Place place; // if the connection is admitted
    private final Throttle bytes;
    private final ElementDeadline elementDeadline;
    private Loop.Timer slowed = () -> {};
    private boolean tooFast;
    private boolean pausedByHandler;
    private long elements;

    /**
     * @param header the server's header
     * @param channel is connected
     */
    SocketLink(
            long id,
            Channel channel,
            NettyLoop loop,
            Instant since,
            String header,
            SaslMechanism mechanism,
            StreamLimits limits,
            MemoryBudget budget) {
        this.id = id;
        this.channel = channel;
        this.loop = loop;
        this.since = since;
        this.limits = limits;
        this.remoteAddress = text(channel.remoteAddress());
        this.localAddress = text(channel.localAddress());
        this.bytes = new Throttle(limits.input().bytes(), limits.input().patience(), loop.nanoTime());
        this.elementDeadline = new ElementDeadline(loop, limits.input(), this::elementIsLate);
        this.protocol = new StreamProtocol(header, mechanism, limits, loop.strings(), new ProtocolLine());
        this.memory = budget.open(new Dropped());
        this.input = new InputMemory(memory);
        channel.config().setWriteBufferWaterMark(PIECES);
        channel.pipeline().addFirst(new Backlog(loop, limits, memory, this::cut));
    }

    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress internet
                ? NetUtil.toSocketAddressString(internet)
                : address.toString();
    }

    /** Takes this place, which it gives up when another connection needs it before the client has logged in. */
    void occupy(Place taken) {
        place = taken;
        taken.onEviction(() -> loop.execute(this::makeRoom));
    }

    private void makeRoom() {
        String reason = "The client did not log in, and others needed its place";
        end(bytesReceived.get() == 0 ? null : "resource-constraint", reason);
    }

    /** Starts the connection. To be called on its loop, before all else. */
    void begin(LinkHandler.Factory factory) {
        deadline = loop.schedule(
                limits.login(),
                () -> end(
                        "connection-timeout",
                        "The client did not log in within " + limits.login().toSeconds() + " s"));
        try {
            handler = factory.accepted(this);
        } catch (Throwable e) {
            deadline.cancel();
            throw e;
        }
    }

    /** Starts a connection that only tells the client that there are too many. */
    void beginRefused() {
        protocol.refuse();
        begin(link -> RefusedLinkHandler.INSTANCE);
    }

    // called by the channel's handler

    /** What a client still sends while it is told of the end. One that goes on and on has no use for that. */
    private void discard(int bytes) {
        discarded += bytes;
        if (discarded > MOST_DISCARDED) {
            channel.close();
        }
    }

    void received(ByteBuf in) {
        int all = in.readableBytes();
        long elementsBefore = elements;
        if (place != null && bytesReceived.getPlain() == 0) {
            place.spoke();
        }
        bytesReceived.lazySet(bytesReceived.getPlain() + all);
        if (loop.isSilent()) {
            return;
        }
        if (state == ConnectionState.CLOSED) {
            discard(all);
            return;
        }
        byte[] scratch = loop.scratch();
        while (in.isReadable() && state != ConnectionState.CLOSED) {
            int size = Math.min(in.readableBytes(), scratch.length);
            in.readBytes(scratch, 0, size);
            protocol.input(scratch, 0, size);
        }
        input.incomplete(protocol.incomplete());
        if (state == ConnectionState.OPEN) {
            elementDeadline.read(protocol.isWithinElement(), elements != elementsBefore, bytesReceived.getPlain());
            slowDown(bytes.take(all, loop.nanoTime()));
        } else if (state == ConnectionState.OPENING
                && bytesReceived.getPlain() > limits.input().bytesBeforeLogin()) {
            end(
                    "policy-violation",
                    "The client sent more than " + limits.input().bytesBeforeLogin()
                            + " bytes before it had logged in");
        }
    }

    private void slowDown(long wait) {
        if (wait == Throttle.TOO_LONG) {
            exceeded(bytes.reason());
        } else if (wait > 0) {
            tooFast = true;
            updateReading();
            slowed.cancel();
            slowed = loop.schedule(Duration.ofNanos(wait), () -> {
                tooFast = false;
                updateReading();
            });
        }
    }

    private void elementIsLate() {
        InputLimits allowed = limits.input();
        exceeded("An element took longer than " + allowed.element().toSeconds() + " s, and fewer than "
                + allowed.elementBytesPerSecond() + " bytes a second came");
    }

    /** The socket is closed. */
    void disconnected() {
        deadline.cancel();
        if (state != ConnectionState.CLOSED) {
            ended();
        }
    }

    /** The client is gone. */
    void lost(String reason) {
        String excerpt = LogContext.excerpt(reason);
        cut(listener -> listener.lost(this, excerpt));
    }

    /** Disconnects at once. */
    void cut(String reason) {
        String excerpt = LogContext.excerpt(reason);
        cut(listener -> listener.failed(this, excerpt));
    }

    private void cut(Consumer<ConnectionListener> event) {
        if (state != ConnectionState.CLOSED) {
            ended();
            tell(event);
        }
        loop.execute(channel::close); // not now: a caller that is writing must find everything unchanged
    }

    void flush() {
        unflushed = false;
        unhurried = false;
        channel.flush();
    }

    void flushUnhurried() {
        if (unhurried) { // not with something else since
            flush();
        }
    }

    ChannelFuture closeFuture() {
        return channel.closeFuture();
    }

    // Link

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public MemoryAccount memory() {
        return memory;
    }

    @Override
    public void write(Frame frame) {
        if (!loop.inLoop()) {
            throw new IllegalStateException("write() must be called on the connection's loop");
        }
        if (state == ConnectionState.OPEN && !loop.isSilent()) {
            write(frame.copyForWriting());
        }
    }

    @Override
    public void writeUnhurried(Frame frame) {
        if (state == ConnectionState.OPEN && !loop.isSilent()) {
            ByteBuf bytes = frame.copyForWriting();
            sent(bytes.readableBytes());
            channel.write(bytes, channel.voidPromise());
            if (!unflushed && !unhurried) {
                unhurried = true;
                loop.flushUnhurried(this);
            }
        }
    }

    @Override
    public void writeSeries(List<Frame> frames) {
        if (state == ConnectionState.OPEN && !loop.isSilent() && !frames.isEmpty()) {
            PendingOutput.Series series = new PendingOutput.Series(frames);
            written(series.bytes());
            channel.write(series, channel.voidPromise());
        }
    }

    @Override
    public void pauseReading(boolean pause) {
        pausedByHandler = pause;
        updateReading();
    }

    private void updateReading() {
        if (state != ConnectionState.CLOSED) {
            boolean pause = pausedByHandler || tooFast;
            elementDeadline.pause(pause);
            channel.config().setAutoRead(!pause);
        }
    }

    @Override
    public void close(String reason) {
        loop.run(() -> end(null, reason));
    }

    @Override
    public void fail(String condition, String reason) {
        loop.run(() -> end(condition, reason));
    }

    @Override
    public void exceeded(String reason) {
        loop.run(() -> end("policy-violation", reason, reason));
    }

    @Override
    public void report(String message) {
        loop.run(() -> tellFailed(message));
    }

    @Override
    public Subscription observe(ConnectionListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String localAddress() {
        return localAddress;
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public Optional<String> account() {
        return Optional.empty(); // the only mechanism so far has no accounts
    }

    @Override
    public long bytesReceived() {
        return bytesReceived.get();
    }

    @Override
    public long bytesSent() {
        return bytesSent.get();
    }

    @Override
    public String toString() {
        return "connection " + id + " from " + remoteAddress;
    }

    /** @param condition the stream error, or null for an orderly end */
    private void end(@Nullable String condition, String reason) {
        end(condition, reason, null);
    }

    /** @param told what the client is told besides the condition; may be null */
    private void end(@Nullable String condition, String reason, @Nullable String told) {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        LOG.debug("The {} is ended: {}", this, reason);
        String farewell = protocol.farewell(condition, told);
        ended();
        if (condition != null) {
            tellFailed(reason);
        }
        if (farewell.isEmpty()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        } else {
            // What the client still sends has to be read, or else the socket would discard what was sent to the client.
            channel.config().setAutoRead(true);
            channel.writeAndFlush(ByteBufUtil.writeUtf8(channel.alloc(), farewell))
                    .addListener(done -> shutdownOutput());
        }
        deadline = loop.schedule(limits.farewell(), channel::close);
    }

    /** Ends the connection with a stream error if the client can get it, and disconnects at once if it has more to read before. */
    private void drop(String reason) {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        if (queue == null || queue.isEmpty()) {
            end("resource-constraint", reason);
        } else {
            cut(reason);
        }
    }

    private void shutdownOutput() {
        if (channel instanceof DuplexChannel socket) {
            socket.shutdownOutput();
        } else {
            channel.close();
        }
    }

    private void ended() {
        deadline.cancel();
        slowed.cancel();
        elementDeadline.stop();
        protocol.stop();
        input.incomplete(0);
        state = ConnectionState.CLOSED;
        loop.execute(() -> {
            tell(listener -> listener.stateChanged(this, ConnectionState.CLOSED));
            handler.closed();
        });
    }

    private void write(ByteBuf bytes) {
        written(bytes.readableBytes());
        channel.write(bytes, channel.voidPromise());
    }

    private void sent(long bytes) {
        bytesSent.lazySet(bytesSent.getPlain() + bytes);
    }

    private void written(long bytes) {
        sent(bytes);
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
    }

    private void tellFailed(String message) {
        String excerpt = LogContext.excerpt(message);
        tell(listener -> listener.failed(this, excerpt));
    }

    private void tell(Consumer<ConnectionListener> event) {
        for (ConnectionListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                loop.report(e);
                LOG.error("A listener of the {} failed", this, e);
            }
        }
    }

    /** This connection when memory is short. */
    private final class Dropped implements MemoryAccount.Owner {
        @Override
        public void drop(String reason) {
            // at once if that is possible: what others send in this turn of the loop must not come on top
            loop.run(() -> SocketLink.this.drop(reason));
        }

        @Override
        public String toString() {
            return SocketLink.this.toString();
        }
    }

    /** This connection as the stream protocol uses it. */
    private final class ProtocolLine implements StreamProtocol.Line {
        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Connection connection() {
            return SocketLink.this;
        }

        @Override
        public void send(String xml) {
            write(ByteBufUtil.writeUtf8(channel.alloc(), xml));
        }

        @Override
        public void ready() {
            if (place != null && !place.loggedIn()) {
                end("resource-constraint", "There are too many connections");
                return;
            }
            deadline.cancel();
            state = ConnectionState.OPEN;
            tell(listener -> listener.stateChanged(SocketLink.this, ConnectionState.OPEN));
            handler.opened();
        }

        @Override
        public void received(Element element) {
            elements++;
            handler.received(element);
        }

        @Override
        public void finished() {
            end(null, "The client has ended the stream");
        }

        @Override
        public void violated(String condition, String reason) {
            end(condition, reason);
        }
    }
}
