// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryAccount;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.Frame;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.LinkHandler;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** The server's end of a connection, without a network. */
final class VirtualLink extends FakeConnection implements Link {
    private final VirtualLoop loop;
    private final MemoryAccount memory = MemoryBudget.unlimited().open(this::close);
    private final List<String> sent = new ArrayList<>();
    private final Deque<Element> unread = new ArrayDeque<>();
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable LinkHandler handler;
    private boolean readingPaused;
    private final AtomicLong bytesSent = new AtomicLong();
    private final AtomicLong bytesReceived = new AtomicLong();

    VirtualLink(VirtualLoop loop, long id, String remoteAddress, Instant since) {
        super(id, remoteAddress, since, ConnectionState.OPENING);
        this.loop = loop;
    }

    /** Is accepted by the server. */
    void accept(LinkHandler.Factory server) {
        loop.call(() -> handler = server.accepted(this));
    }

    /** The client has logged in. */
    void login() {
        loop.call(() -> {
            if (state() == ConnectionState.OPENING) {
                enter(ConnectionState.OPEN);
                handler().opened();
            }
        });
    }

    /** The client sends this. It waits while the server does not read. */
    void receive(Element element) {
        if (state() == ConnectionState.OPEN) {
            unread.add(element);
            loop.call(this::read);
        }
    }

    private void read() {
        while (!readingPaused && state() == ConnectionState.OPEN && !unread.isEmpty()) {
            Element element = unread.remove();
            bytesReceived.addAndGet(element.toString().getBytes(StandardCharsets.UTF_8).length);
            handler().received(element);
        }
    }

    /** The client is gone. */
    void vanish() {
        loop.call(this::end);
    }

    /** What was sent to the client since the last call, one entry for each frame. */
    List<String> takeSent() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

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
        if (state() == ConnectionState.OPEN) {
            bytesSent.addAndGet(frame.size());
            sent.add(frame.toString());
        }
    }

    @Override
    public void pauseReading(boolean pause) {
        readingPaused = pause;
        if (!pause) {
            loop.execute(this::read);
        }
    }

    @Override
    public void close(String reason) {
        loop.execute(this::end);
    }

    @Override
    public void fail(String condition, String reason) {
        loop.execute(this::end);
    }

    @Override
    public void report(String message) {
        loop.execute(() -> listeners.forEach(listener -> listener.failed(this, message)));
    }

    /** The client is gone. */
    void lose(String message) {
        loop.execute(() -> {
            listeners.forEach(listener -> listener.lost(this, message));
            end();
        });
    }

    @Override
    public Subscription observe(ConnectionListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public long bytesReceived() {
        return bytesReceived.get();
    }

    @Override
    public long bytesSent() {
        return bytesSent.get();
    }

    private LinkHandler handler() {
        return Objects.requireNonNull(handler, "the server accepts a connection before anything happens on it");
    }

    private void end() {
        if (state() != ConnectionState.CLOSED) {
            enter(ConnectionState.CLOSED);
            handler().closed();
        }
    }

    @Override
    public void enter(ConnectionState next) {
        super.enter(next);
        listeners.forEach(listener -> listener.stateChanged(this, next));
    }
}
