// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.loop.Faults;
import org.infinoted.host.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Loop} on an event loop of Netty, with what its connections share. A task that arrives after the loop was
 * shut down is dropped: another thread cannot know of the shutdown, and nothing is left to be done.
 */
final class NettyLoop implements Loop {
    private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);
    private static final int STRINGS = 1024;
    /** How many bytes are read and decoded at once. */
    static final int SCRATCH = 4 << 10;

    private final EventLoop eventLoop;
    private final Faults faults;
    private final StringCache strings = new StringCache(STRINGS);
    private final byte[] scratch = new byte[SCRATCH];
    private final List<SocketLink> unflushed = new ArrayList<>();
    private final UnhurriedFlush unhurried;
    private volatile boolean silent;

    NettyLoop(EventLoop eventLoop, Faults faults) {
        this.eventLoop = eventLoop;
        this.faults = faults;
        this.unhurried = new UnhurriedFlush(this);
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        try {
            eventLoop.execute(() -> guard(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has been shut down", e);
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> scheduled = eventLoop.schedule(() -> guard(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("The loop has been shut down", e);
            return () -> {};
        }
    }

    @Override
    public long nanoTime() {
        return eventLoop.ticker().nanoTime();
    }

    @Override
    public void report(Throwable thrown) {
        faults.thrown(thrown);
    }

    /** As {@link Loops#silence}. */
    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    /** Errors too, those of the virtual machine included: Netty would keep them to itself. */
    private void guard(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            report(e); // first: what follows may fail as well
            LOG.error("A task of a loop failed", e);
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
     * Flushes the connection after the tasks that are queued now, so that what they write goes out in one piece. To be
     * called on the loop, once before each flush.
     */
    void flushLater(SocketLink link) {
        if (unflushed.isEmpty()) {
            execute(this::flush);
        }
        unflushed.add(link);
    }

    /** Flushes the connection within some milliseconds, together with what is written there meanwhile. To be called on the loop. */
    void flushUnhurried(SocketLink link) {
        unhurried.add(() -> guard(link::flushUnhurried));
    }

    private void flush() {
        List<SocketLink> now = List.copyOf(unflushed);
        unflushed.clear();
        now.forEach(link -> guard(link::flush));
    }
}
