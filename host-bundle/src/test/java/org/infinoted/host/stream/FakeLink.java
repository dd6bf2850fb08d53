// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryAccount;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.xml.Element;

/** A connection without a client, for tests of the layers above. Records what is sent; the test plays the client. */
public final class FakeLink extends FakeConnection implements Link {
    private final Loop loop;
    private final List<String> sent = new ArrayList<>();
    private final List<String> unhurried = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private MemoryAccount memory = MemoryBudget.unlimited().open(this::dropped);
    private LinkHandler handler;
    private boolean readingPaused;
    private String endReason;
    private Throwable writeFailure;

    public FakeLink(Loop loop, long id, String remoteAddress) {
        super(id, remoteAddress, Instant.EPOCH, ConnectionState.OPENING);
        this.loop = loop;
    }

    /** What is kept for this connection is part of this budget. */
    public FakeLink in(MemoryBudget budget) {
        memory = budget.open(this::dropped);
        return this;
    }

    /** Lets the factory make this connection's handler, as when it is accepted. */
    public FakeLink connect(LinkHandler.Factory factory) {
        onLoop(() -> handler = factory.accepted(this));
        return this;
    }

    /** The client has logged in. */
    public FakeLink open() {
        onLoop(() -> {
            enter(ConnectionState.OPEN);
            if (handler != null) {
                handler.opened();
            }
        });
        return this;
    }

    /** The client sends this element. */
    public void receive(Element element) {
        onLoop(() -> {
            if (state() == ConnectionState.OPEN) {
                handler.received(element);
            }
        });
    }

    /** The connection is gone, without either side having asked for it. */
    public void close() {
        onLoop(() -> end("the client is gone"));
    }

    /** Has this thrown when something is written; null: nothing. */
    public void failWrites(Throwable thrown) {
        writeFailure = thrown;
    }

    /** What was sent so far: one entry for each frame. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /** What was sent since the last call of this method. */
    public List<String> takeSent() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    public List<String> reports() {
        return List.copyOf(reports);
    }

    public boolean isReadingPaused() {
        return readingPaused;
    }

    /** Why the connection ended: the reason given to {@link #close(String)}, or {@code condition: reason} of {@link #fail}. */
    public Optional<String> endReason() {
        return Optional.ofNullable(endReason);
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
        if (!loop.inLoop()) {
            throw new IllegalStateException("write() must be called on the connection's loop");
        }
        if (writeFailure != null) {
            InjectedErrors.throwAny(writeFailure);
        }
        if (state() == ConnectionState.OPEN) {
            sent.add(frame.toString());
        }
    }

    @Override
    public void writeUnhurried(Frame frame) {
        write(frame);
        unhurried.add(frame.toString());
    }

    /** Of what was sent so far, what the client does not wait for. */
    public List<String> unhurried() {
        return List.copyOf(unhurried);
    }

    @Override
    public void pauseReading(boolean pause) {
        readingPaused = pause;
    }

    @Override
    public void close(String reason) {
        loop.execute(() -> end(reason));
    }

    @Override
    public void fail(String condition, String reason) {
        loop.execute(() -> end(condition + ": " + reason));
    }

    @Override
    public void report(String message) {
        reports.add(message);
        loop.execute(() -> listeners.forEach(listener -> listener.failed(this, message)));
    }

    @Override
    public Subscription observe(ConnectionListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void dropped(String reason) {
        fail("resource-constraint", reason);
    }

    private void end(String reason) {
        if (state() != ConnectionState.CLOSED) {
            memory.close();
            endReason = reason;
            enter(ConnectionState.CLOSED);
            if (handler != null) {
                handler.closed();
            }
        }
    }

    @Override
    public void enter(ConnectionState next) {
        super.enter(next);
        listeners.forEach(listener -> listener.stateChanged(this, next));
    }

    /** In the loop at once if it is a manual one, so that a test reads in order. */
    private void onLoop(Runnable task) {
        if (loop instanceof ManualLoop manual) {
            manual.call(task);
        } else {
            loop.run(task);
        }
    }
}
