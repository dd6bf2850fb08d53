// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop on an event loop of Netty, with what the connections on it share. A task that comes when the loop has been shut down is
 * dropped: whoever gives one from elsewhere cannot know, and there is nothing left to be done.
 */
final class NettyLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);
    private static final int STRINGS = 1024;
    private static final int SCRATCH = 16 << 10;

    private final EventLoop eventLoop;
    private final StringCache strings = new StringCache(STRINGS);
    private final byte[] scratch = new byte[SCRATCH];
    private final List<SocketLink> unflushed = new ArrayList<>();

    NettyLoop(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has been shut down", e);
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> scheduled = eventLoop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has been shut down", e);
            return () -> {};
        }
    }

    StringCache strings() {
        return strings;
    }

    /** Room for bytes that are read and decoded at once. */
    byte[] scratch() {
        return scratch;
    }

    /**
     * Flushes the connection when all is done that is waiting to be done now, so that what is written to it meanwhile goes out in
     * one piece. To be called on the loop, once until it is flushed.
     */
    void flushLater(SocketLink link) {
        if (unflushed.isEmpty()) {
            execute(this::flush);
        }
        unflushed.add(link);
    }

    private void flush() {
        List<SocketLink> now = List.copyOf(unflushed);
        unflushed.clear();
        now.forEach(SocketLink::flush);
    }
}
