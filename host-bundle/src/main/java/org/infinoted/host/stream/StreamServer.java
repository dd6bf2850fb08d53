// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.infinoted.host.memory.MemoryBudget;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts clients over TCP and over {@link Wire}s, logs them in, and hands their elements to the handlers that the
 * factory makes. Methods may be called from any thread but those of the loops, since some of them wait.
 */
public final class StreamServer {
    private static final Logger LOG = LoggerFactory.getLogger(StreamServer.class);

    private static final int PENDING_CONNECTIONS = 1024;
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;
    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 5;

    private final Loops loops;
    private final String header;
    private final SaslMechanism mechanism;
    private final StreamLimits limits;
    private final MemoryBudget memory;
    private final InstantSource clock;
    private final LinkHandler.Factory handlers;

    private final Admission admission;
    private final AtomicLong lastId = new AtomicLong();
    private final Set<SocketLink> links = ConcurrentHashMap.newKeySet();
    private final List<Channel> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param loops where the connections live
     * @param hostName the server's name in stream headers
     * @param mechanism how clients log in
     * @param memory what is kept for all connections
     * @param clock tells when a connection was accepted
     */
    public StreamServer(
            Loops loops,
            String hostName,
            SaslMechanism mechanism,
            StreamLimits limits,
            MemoryBudget memory,
            InstantSource clock,
            LinkHandler.Factory handlers) {
        this.loops = loops;
        this.header = StreamProtocol.header(hostName);
        this.mechanism = mechanism;
        this.limits = limits;
        this.memory = memory;
        this.clock = clock;
        this.handlers = handlers;
        this.admission = new Admission(limits, Descriptors.forConnections(), System::nanoTime);
        if (admission.mostLoggedIn() < limits.connections()) {
            LOG.warn(
                    "At most {} connections are accepted instead of {}, because of the number of files that the system"
                            + " lets the server open",
                    admission.mostLoggedIn(),
                    limits.connections());
        }
    }

    /**
     * Listens on one more address.
     *
     * @param address a name or a literal address; empty for all addresses of this machine
     * @param port 0 for any free port
     * @return where it listens
     * @throws BindException if the system refuses, as a rule because the port is in use; the message says why
     * @throws UnknownHostException if there is no such address
     */
    public InetSocketAddress listen(String address, int port) throws IOException {
        InetSocketAddress wanted =
                address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
        if (wanted.isUnresolved()) {
            throw new UnknownHostException("There is no address " + address + " to listen on");
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops.group())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, PENDING_CONNECTIONS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                // one piece of one connection, then the next connection has its turn
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(NettyLoop.SCRATCH).maxMessagesPerRead(1))
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new SocketHandler(StreamServer.this::accepted, loops.faults()));
                    }
                });
        loops.transport().configure(bootstrap, KEEP_ALIVE_IDLE_SECONDS, KEEP_ALIVE_INTERVAL_SECONDS);
        ChannelFuture bound = bootstrap.bind(wanted).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            BindException refused = new BindException("Cannot listen on " + wanted.getHostString() + " port " + port
                    + ": " + bound.cause().getMessage());
            refused.initCause(bound.cause());
            throw refused;
        }
        listeners.add(bound.channel());
        bound.channel().closeFuture().addListener(closed -> listeners.remove(bound.channel()));
        return (InetSocketAddress) bound.channel().localAddress();
    }

    /**
     * Accepts nobody until {@link #resumeAccepting}: clients that connect wait in the system's queue, and do not
     * notice.
     */
    public void pauseAccepting() {
        accept(false);
    }

    /** Accepts the clients that have waited, and new ones. */
    public void resumeAccepting() {
        accept(true);
    }

    private void accept(boolean now) {
        for (Channel listener : listeners) {
            // if another thread set it, a listener that is waiting for a client would still accept the next one
            listener.eventLoop()
                    .submit(() -> listener.config().setAutoRead(now))
                    .awaitUninterruptibly();
        }
    }

    /** Accepts no more connections. Open ones go on. */
    public void stopListening() {
        listeners.forEach(listener -> listener.close().awaitUninterruptibly());
    }

    /**
     * Closes all connections in an orderly way.
     *
     * @param patience how long to wait until what is still to be sent is delivered; then the remaining clients are
     *     disconnected
     */
    public void closeAll(String reason, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        links.forEach(link -> link.close(reason));
        for (SocketLink link : links) {
            link.closeFuture().awaitUninterruptibly(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
        Consumer<SocketLink> disconnect = link -> link.loop().run(() -> link.cut("The client did not close in time"));
        links.forEach(disconnect);
    }

    /**
     * Accepts a connection over something other than a socket.
     *
     * @param remoteAddress the client's address; connections are counted by the part before the last colon
     * @param localAddress the server's end
     * @throws ConnectException if there are too many connections; the wire is not used then
     */
    public AcceptedWire accept(String remoteAddress, String localAddress, Wire wire) throws ConnectException {
        Place place = admission.enter(ClientAddress.of(remoteAddress));
        if (place.decision() == Place.Decision.IGNORED) {
            place.leave();
            throw new ConnectException("There are too many connections");
        }
        EventLoop loop = loops.group().next();
        WireChannel channel = new WireChannel(
                loop, new WireChannel.TextAddress(remoteAddress), new WireChannel.TextAddress(localAddress), wire);
        channel.closeFuture().addListener(closed -> place.leave());
        SocketHandler handler = new SocketHandler(context -> begin(channel, place), loops.faults());
        channel.pipeline().addLast(handler);
        loop.register(channel);
        return new AcceptedWire(loops, loop, channel, handler);
    }

    private @Nullable SocketLink accepted(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
            channel.close(); // it is gone already
            return null;
        }
        Place place = admission.enter(ClientAddress.of(remote.getAddress()));
        channel.closeFuture().addListener(closed -> place.leave());
        if (place.decision() == Place.Decision.IGNORED) {
            channel.close();
            return null;
        }
        return begin(channel, place);
    }

    private SocketLink begin(Channel channel, Place place) {
        NettyLoop loop = loops.of(channel.eventLoop());
        SocketLink link = new SocketLink(
                lastId.incrementAndGet(),
                channel,
                loop,
                clock.instant(),
                header,
                new RatedLogins(mechanism, place, loop),
                limits,
                memory);
        if (channel instanceof WireChannel wire) {
            wire.chargeTo(link.memory());
        }
        links.add(link);
        channel.closeFuture().addListener(closed -> links.remove(link));
        if (place.decision() == Place.Decision.ADMITTED) {
            link.occupy(place);
            link.begin(handlers);
        } else {
            link.beginRefused();
        }
        return link;
    }
}
