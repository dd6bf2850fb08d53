// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinoted.host.memory.MemoryAccount;
import org.infinoted.host.stream.Frame;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.LinkHandler;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * A connection as a member of groups: finds the group that a message is for, and hands it to the group's home loop.
 *
 * <p>Threads: private state belongs to the connection's loop; public methods say where they may be called.
 *
 * <p>Order: messages for one group arrive there as they were sent. A message for a group that the client is not a
 * member of is dropped, as the protocol says, unless a message for the directory is still being handled. Then it waits,
 * since that message may make the client a member. While a client sends faster than its messages are handled, reading
 * from it pauses.
 */
public final class Client implements LinkHandler {
    /** How many messages may be under way to other loops before reading stops. */
    static final int UNDER_WAY_HIGH = 256;
    /** At how many reading resumes. */
    static final int UNDER_WAY_LOW = 64;

    private static final String DIRECTORY = "InfDirectory";

    private final Link link;
    private final int sequenceId;
    private final DirectoryEndpoint directory;
    private final Runnable onClose;

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final ReadingPause reading;
    private int directoryBusy;
    private boolean closed;

    private record Held(String group, Element message) {}

    /**
     * @param sequenceId the number of this connection in {@code seq} attributes
     * @param onClose run on the connection's loop after it has closed, as the very last step
     */
    Client(Link link, int sequenceId, DirectoryEndpoint directory, Runnable onClose) {
        this.link = link;
        this.sequenceId = sequenceId;
        this.directory = directory;
        this.onClose = onClose;
        this.reading = new ReadingPause(link);
    }

    public Link link() {
        return link;
    }

    /** The number of this connection in {@code seq} attributes, unique among open connections. */
    public int sequenceId() {
        return sequenceId;
    }

    /** Sends a message in a group. May be called from any thread; messages of one thread keep their order. */
    public void send(String group, Element message) {
        write(new GroupFrames(group).encode(message, memory().budget()));
    }

    /** What is kept because of this connection. Any thread. */
    public MemoryAccount memory() {
        return link.memory();
    }

    /** Sends a frame and releases it. May be called from any thread; frames of one thread keep their order. */
    public void write(Frame frame) {
        link.loop().run(() -> {
            link.write(frame);
            frame.release();
        });
    }

    /**
     * Sends frames piece by piece, as the client reads them, and releases them. May be called from any thread; frames of one thread keep
     * their order.
     */
    public void writeSeries(List<Frame> frames) {
        link.loop().run(() -> {
            link.writeSeries(frames);
            frames.forEach(Frame::release);
        });
    }

    /**
     * Makes the client a member of the endpoint's group: its messages go to the endpoint from now on, including those
     * that waited for this. If the connection has closed, the endpoint is told so. May be called from any thread.
     *
     * @param entered run on the connection's loop when it is done
     */
    public void enter(Endpoint endpoint, Runnable entered) {
        link.loop().run(() -> {
            if (closed) {
                endpoint.home().execute(() -> endpoint.gone(this));
            } else {
                endpoints.put(endpoint.group(), endpoint);
                releaseHeld(endpoint);
            }
            entered.run();
        });
    }

    /**
     * Ends the membership: messages for the endpoint's group are dropped from now on. May be called from any thread.
     */
    public void exit(Endpoint endpoint) {
        link.loop().run(() -> endpoints.remove(endpoint.group(), endpoint));
    }

    /**
     * A message of this client was handed over and cannot be handled yet: it counts as under way until {@link #released}. May be
     * called from any thread.
     */
    public void withheld() {
        if (underWay.incrementAndGet() >= UNDER_WAY_HIGH) {
            link.loop().execute(() -> {
                if (underWay.get() >= UNDER_WAY_HIGH) {
                    reading.setFull(true);
                }
            });
        }
    }

    /** A message that was withheld is handled now. May be called from any thread. */
    public void released() {
        handled();
    }

    /**
     * Reads nothing from the client for this long, or longer if another pause ends later. What has been read before is still
     * handled. May be called from any thread.
     */
    public void pauseReading(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        link.loop().run(() -> {
            if (!closed) {
                reading.pauseFor(duration);
            }
        });
    }

    @Override
    public void opened() {
        directory.opened(this);
    }

    @Override
    public void received(Element stanza) {
        String group = stanza.attribute("name");
        if (group == null || !isAddressedToUs(stanza.attribute("publisher"))) {
            return;
        }
        // what one message does may close the connection
        for (int i = 0; i < stanza.contentSize() && !closed; i++) {
            if (stanza.content(i) instanceof Element message) {
                if (group.equals(DIRECTORY)) {
                    toDirectory(message);
                } else {
                    toEndpoint(group, message);
                }
            }
        }
    }

    @Override
    public void closed() {
        closed = true;
        reading.close();
        held.clear();
        for (Endpoint endpoint : endpoints.values()) {
            // never at once: it may be in the middle of sending to this client
            endpoint.home().execute(() -> endpoint.gone(this));
        }
        endpoints.clear();
        directory.closed(this);
        onClose.run();
    }

    private boolean isAddressedToUs(@Nullable String publisher) {
        return publisher != null && (publisher.equals("you") || publisher.equals(link.localAddress()));
    }

    private void toDirectory(Element message) {
        directoryBusy++;
        sentOff();
        directory.received(this, message, () -> {
            underWay.decrementAndGet();
            link.loop().run(this::directoryDone);
        });
    }

    private void directoryDone() {
        directoryBusy--;
        if (directoryBusy == 0) {
            held.clear();
        }
        resumeIfDrained();
    }

    private void toEndpoint(String group, Element message) {
        Endpoint endpoint = endpoints.get(group);
        if (endpoint != null) {
            deliver(endpoint, message);
        } else if (directoryBusy > 0) {
            held.add(new Held(group, message));
            if (held.size() >= UNDER_WAY_HIGH) {
                reading.setFull(true);
            }
        }
    }

    private void releaseHeld(Endpoint endpoint) {
        List<Element> released = new ArrayList<>();
        held.removeIf(waiting -> waiting.group.equals(endpoint.group()) && released.add(waiting.message));
        // only now: the endpoint may have another one take its place, which leads here again
        released.forEach(message -> deliver(endpoint, message));
    }

    private void deliver(Endpoint endpoint, Element message) {
        if (endpoint.home().inLoop()) {
            endpoint.received(this, message);
            return;
        }
        sentOff();
        endpoint.home().execute(() -> {
            try {
                endpoint.received(this, message);
            } finally {
                handled();
            }
        });
    }

    private void handled() {
        // only the message that reaches the mark resumes reading, so that the loop is not woken for each message
        if (underWay.decrementAndGet() == UNDER_WAY_LOW) {
            link.loop().execute(this::resumeIfDrained);
        }
    }

    private void sentOff() {
        if (underWay.incrementAndGet() >= UNDER_WAY_HIGH) {
            reading.setFull(true);
        }
    }

    private void resumeIfDrained() {
        if (reading.isFull() && underWay.get() <= UNDER_WAY_LOW && held.size() < UNDER_WAY_HIGH) {
            reading.setFull(false);
        }
    }
}
