// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinoted.host.loop.Loop;

/** The server's event loops. Connections and sessions are distributed among them. */
public final class Loops implements AutoCloseable {
    private static final long QUIET_SECONDS = 0;
    private static final long PATIENCE_SECONDS = 5;

    private final SocketTransport transport;
    private final EventLoopGroup group;
    private final List<NettyLoop> loops = new ArrayList<>();
    private final IdentityHashMap<EventLoop, NettyLoop> byEventLoop = new IdentityHashMap<>();
    private final AtomicInteger given = new AtomicInteger();

    /**
     * Starts one loop for every two processors, on the best transport: the other half is for plugins, the store and the virtual
     * machine itself.
     */
    public Loops() {
        this((Runtime.getRuntime().availableProcessors() + 1) / 2, SocketTransport.best());
    }

    public Loops(int threads, SocketTransport transport) {
        this.transport = transport;
        this.group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("infinoted-loop"), transport.ioHandlers());
        for (EventExecutor executor : group) {
            NettyLoop loop = new NettyLoop((EventLoop) executor);
            loops.add(loop);
            byEventLoop.put((EventLoop) executor, loop);
        }
    }

    /** One of the loops, each in turn. Any thread. */
    public Loop next() {
        return loops.get(Math.floorMod(given.getAndIncrement(), loops.size()));
    }

    /** Ends the loops and all remaining connections. Waits some seconds for that; must not be called on a loop. */
    @Override
    public void close() {
        group.shutdownGracefully(QUIET_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether the caller is on one of the loops, and so must not wait. */
    boolean inLoop() {
        return loops.stream().anyMatch(NettyLoop::inLoop);
    }

    SocketTransport transport() {
        return transport;
    }

    EventLoopGroup group() {
        return group;
    }

    NettyLoop of(EventLoop eventLoop) {
        return Objects.requireNonNull(byEventLoop.get(eventLoop), "no event loop of this server");
    }
}
