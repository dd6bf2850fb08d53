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
import org.infinoted.host.loop.Faults;
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
    private final Faults faults;
    private volatile boolean closing;

    /** Makes threads whose end is noticed: nothing of Netty's that an error would keep from happening tells of it. */
    private final class LoopThreads extends DefaultThreadFactory {
        LoopThreads() {
            super("infinoted-loop");
        }

        @Override
        public Thread newThread(Runnable loop) {
            return super.newThread(() -> {
                try {
                    loop.run();
                } finally {
                    if (!closing) {
                        faults.loopEnded(Thread.currentThread().getName());
                    }
                }
            });
        }
    }

    /**
     * Starts one loop for every two processors, on the best transport: the other half is for plugins, the store and the virtual
     * machine itself.
     */
    public Loops(Faults faults) {
        this((Runtime.getRuntime().availableProcessors() + 1) / 2, SocketTransport.best(), faults);
    }

    /** @param faults told of what tasks throw, and of a loop that ends before {@link #close} */
    public Loops(int threads, SocketTransport transport, Faults faults) {
        this.transport = transport;
        this.faults = faults;
        this.group = new MultiThreadIoEventLoopGroup(threads, new LoopThreads(), transport.ioHandlers());
        for (EventExecutor executor : group) {
            NettyLoop loop = new NettyLoop((EventLoop) executor, faults);
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
        closing = true;
        group.shutdownGracefully(QUIET_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(PATIENCE_SECONDS + 1, TimeUnit.SECONDS);
    }

    /**
     * Connections take nothing in and send nothing out any more, from this moment on and for good: what clients have seen by now is
     * all that they will ever see. For the last resort, which can save just that then. Takes no memory. Any thread.
     */
    public void silence() {
        for (NettyLoop loop : loops) {
            loop.silence();
        }
    }

    /** All of them. */
    public List<Loop> all() {
        return List.copyOf(loops);
    }

    /** Whether the caller is on one of the loops, and so must not wait. */
    boolean inLoop() {
        return loops.stream().anyMatch(NettyLoop::inLoop);
    }

    Faults faults() {
        return faults;
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
