// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.infinoted.host.memory.MemoryAccount;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.stream.Frame;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.LinkHandler;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection as a member of groups: finds the group that a message is for, and hands it to the group's home loop.
 *
 * <p>Threads: private state belongs to the connection's loop; public methods say where they may be called.
 *
 * <p>Order: messages for one group arrive there as they were sent. A message for a group that the client is not a
 * member of is dropped, as the protocol says, unless a message for the directory is still being handled. Then it waits,
 * since that message may make the client a member. While a client sends faster than its messages are handled, or than
 * its {@link ClientRates} allow, reading from it pauses.
 */
public final class Client implements LinkHandler {
    /** How many messages of one stanza are handled before other connections have their turn. */
    static final int MESSAGES_PER_TURN = 512;
    /**
     * How many messages may wait in the directory before reading stops: it does one of a client after the other, and each may have to
     * wait for the store. What is read ahead of that only keeps the loop from others.
     */
    static final int DIRECTORY_HIGH = 32;
    /** At how many reading resumes. */
    static final int DIRECTORY_LOW = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Client.class);
    private static final String DIRECTORY = "InfDirectory";

    private final Link link;
    private final int sequenceId;
    private final DirectoryEndpoint directory;
    private final Runnable onClose;

    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private final Deque<Unhandled> unhandled = new ArrayDeque<>();
    private final UnderWay underWay; // what is held among it
    private final ReadingPause reading;
    private final ClientThrottles throttles;
    private volatile int memberships; // how many endpoints there are
    private int directoryBusy;
    private boolean nextTurn; // the rest of what was read is handled in a task that is queued
    private boolean leaving;
    private boolean closed;

    private record Held(String group, Element message, long bytes) {}

    /** A stanza of which the messages from a place on are not handled. */
    private record Unhandled(String group, Element stanza, int from, long bytes) {}

    /** Without limits on rates. */
    Client(Link link, int sequenceId, DirectoryEndpoint directory, Runnable onClose) {
        this(link, sequenceId, directory, ClientRates.UNLIMITED, onClose);
    }

    /**
     * @param sequenceId the number of this connection in {@code seq} attributes
     * @param rates what the client may ask for
     * @param onClose run on the connection's loop after it has closed, as the very last step
     */
    Client(Link link, int sequenceId, DirectoryEndpoint directory, ClientRates rates, Runnable onClose) {
        this.link = link;
        this.sequenceId = sequenceId;
        this.directory = directory;
        this.onClose = onClose;
        this.underWay = new UnderWay(link.memory());
        this.reading = new ReadingPause(link);
        this.throttles = new ClientThrottles(link, reading, rates);
    }

    public Link link() {
        return link;
    }

    /** The number of this connection in {@code seq} attributes, unique among open connections. */
    public int sequenceId() {
        return sequenceId;
    }

    /** How many groups the client is a member of at present, the directory not counted. May be called from any thread. */
    public int memberships() {
        return memberships;
    }

    /** Sends a message in a group. May be called from any thread; messages of one thread keep their order. */
    public void send(String group, Element message) {
        write(new GroupFrames(group).encode(message, memory().budget()));
    }

    /** What is kept because of this connection. Any thread. */
    public MemoryAccount memory() {
        return link.memory();
    }

    /**
     * Sends a frame and releases it. A client that cannot be sent it has missed something, and is disconnected. May be called from any
     * thread; frames of one thread keep their order.
     */
    public void write(Frame frame) {
        useAndRelease(frame, this::writeShared);
    }

    /** As {@link #write(Frame)}, for what the client does not wait for, see {@link Link#writeUnhurried}. */
    public void writeUnhurried(Frame frame) {
        useAndRelease(frame, this::writeSharedUnhurried);
    }

    private void useAndRelease(Frame frame, Consumer<Frame> use) {
        try {
            frame.useOn(link.loop(), use);
        } catch (Throwable e) {
            failed(e);
        } finally {
            frame.release();
        }
    }

    private void writeSharedUnhurried(Frame frame) {
        try {
            link.writeUnhurried(frame);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** As {@link #write(Frame)}, for a frame that others get as well. It is not released. On the connection's loop. */
    void writeShared(Frame frame) {
        try {
            link.write(frame);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /**
     * Something that this client is owed has failed for a reason that is not the client's: it is disconnected, so that it does not
     * wait for ever, or go on with less than it should have. May be called from any thread.
     *
     * @param thrown any error, those of the virtual machine included
     */
    public void failed(Throwable thrown) {
        link.loop().report(thrown);
        link.fail("internal-server-error", "A fault of the server: " + thrown);
        LOG.error("The {} is ended because of a fault of the server", link, thrown);
    }

    /**
     * Sends frames piece by piece, as the client reads them, and releases them. May be called from any thread; frames of one thread keep
     * their order.
     */
    public void writeSeries(List<Frame> frames) {
        if (link.loop().inLoop()) {
            writeAndRelease(frames);
            return;
        }
        try {
            link.loop().execute(() -> writeAndRelease(frames));
        } catch (Throwable e) { // there was no memory for the task
            frames.forEach(Frame::release);
            failed(e);
        }
    }

    private void writeAndRelease(List<Frame> frames) {
        try {
            link.writeSeries(frames);
        } catch (Throwable e) {
            failed(e);
        } finally {
            frames.forEach(Frame::release);
        }
    }

    /**
     * Makes the client a member of the endpoint's group: its messages go to the endpoint from now on, including those
     * that waited for this. If the connection has closed, the endpoint is told so. May be called from any thread.
     *
     * @param entered run on the connection's loop when it is done
     */
    public void enter(Endpoint endpoint, Runnable entered) {
        link.loop().run(() -> {
            try {
                if (closed) {
                    endpoint.home().execute(() -> endpoint.gone(this));
                } else {
                    endpoints.put(endpoint.group(), endpoint);
                    memberships = endpoints.size();
                    releaseHeld(endpoint);
                }
            } catch (Throwable e) {
                failed(e);
            } finally {
                entered.run(); // the directory waits for it
            }
        });
    }

    /**
     * Ends the membership: messages for the endpoint's group are dropped from now on. May be called from any thread.
     */
    public void exit(Endpoint endpoint) {
        link.loop().run(() -> {
            endpoints.remove(endpoint.group(), endpoint);
            memberships = endpoints.size();
        });
    }

    /**
     * A message of this client was handed over and cannot be handled yet: it counts as under way until {@link #released}. May be
     * called from any thread.
     */
    public void withheld(Element message) {
        underWay.add(ElementMemory.of(message));
        if (underWay.isTooMuch()) {
            link.loop().execute(() -> {
                if (underWay.isTooMuch()) {
                    reading.setFull(true);
                }
            });
        }
    }

    /** A message that was withheld is handled now. May be called from any thread. */
    public void released(Element message) {
        handled(ElementMemory.of(message));
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

    /**
     * Counts something against the client, which is slowed down and in the end disconnected when there is too much of it. May be called
     * from any thread.
     */
    public void charge(Charge charge) {
        link.loop().run(() -> throttles.charge(charge));
    }

    @Override
    public void opened() {
        directory.opened(this);
    }

    @Override
    public void received(Element stanza) {
        String group = stanza.attribute("name");
        if (group == null || !isAddressedToUs(stanza.attribute("publisher"))) {
            throttles.messages(1);
        } else if (unhandled.isEmpty()) {
            int next = handle(group, stanza, 0);
            if (next < stanza.contentSize() && !closed) {
                putOff(notHandled(group, stanza, next));
            }
        } else {
            unhandled.addLast(notHandled(group, stanza, 0));
        }
    }

    /** Handles the messages from this place on, or as many as one turn takes. Returns the place of the next. */
    private int handle(String group, Element stanza, int from) {
        int end = Math.min(stanza.contentSize(), from + MESSAGES_PER_TURN);
        throttles.messages(Math.max(1, end - from));
        // what one message does may close the connection
        for (int i = from; i < end && !closed && !throttles.isExceeded(); i++) {
            if (stanza.content(i) instanceof Element message) {
                if (group.equals(DIRECTORY)) {
                    toDirectory(message);
                } else {
                    toEndpoint(group, message);
                }
            }
        }
        return end;
    }

    private Unhandled notHandled(String group, Element stanza, int from) {
        long size = ElementMemory.of(stanza);
        memory().chargeInTransit(size);
        return new Unhandled(group, stanza, from, size);
    }

    private void dropUnhandled() {
        unhandled.forEach(rest -> memory().releaseInTransit(rest.bytes));
        unhandled.clear();
    }

    private void putOff(Unhandled rest) {
        unhandled.addFirst(rest);
        reading.setUnhandled(true);
        goOnLater();
    }

    private void goOnLater() {
        if (!nextTurn && !unhandled.isEmpty()) {
            nextTurn = true;
            link.loop().execute(this::goOn);
        }
    }

    private void goOn() {
        nextTurn = false;
        if (throttles.isExceeded()) {
            dropUnhandled();
        } else if (reading.isFull() && !leaving) {
            return; // goes on when that has been handled
        }
        Unhandled rest = unhandled.poll();
        if (rest != null) {
            try {
                goOn(rest);
            } catch (Throwable e) {
                memory().releaseInTransit(rest.bytes);
                failed(e);
            }
            goOnLater();
        }
        if (unhandled.isEmpty()) {
            reading.setUnhandled(false);
            if (leaving && !closed) {
                leave();
            }
        }
    }

    private void goOn(Unhandled rest) {
        int next = handle(rest.group, rest.stanza, rest.from);
        if (next < rest.stanza.contentSize() && !closed) {
            unhandled.addFirst(new Unhandled(rest.group, rest.stanza, next, rest.bytes));
        } else {
            memory().releaseInTransit(rest.bytes);
        }
    }

    /** The rest of what the client has sent is handled before it leaves. */
    @Override
    public void closed() {
        leaving = true;
        if (unhandled.isEmpty() || throttles.isExceeded()) {
            dropUnhandled();
            leave();
        } else {
            goOnLater();
        }
    }

    private void leave() {
        closed = true;
        reading.close();
        dropHeld();
        try {
            for (Endpoint endpoint : endpoints.values()) {
                leave(endpoint);
            }
            endpoints.clear();
            directory.closed(this);
        } finally {
            onClose.run();
        }
    }

    private void leave(Endpoint endpoint) {
        try {
            // never at once: it may be in the middle of sending to this client
            endpoint.home().execute(() -> endpoint.gone(this));
        } catch (Throwable e) { // no reason not to tell the others
            link.loop().report(e);
        }
    }

    private boolean isAddressedToUs(@Nullable String publisher) {
        return publisher != null && (publisher.equals("you") || publisher.equals(link.localAddress()));
    }

    private void toDirectory(Element message) {
        directoryBusy++;
        if (directoryBusy >= DIRECTORY_HIGH) {
            reading.setFull(true);
        }
        long size = ElementMemory.of(message);
        sentOff(size);
        Runnable done = () -> {
            underWay.remove(size);
            link.loop().run(this::directoryDone);
        };
        try {
            directory.received(this, message, done);
        } catch (Throwable e) { // it has not got there
            done.run();
            throw e;
        }
    }

    private void directoryDone() {
        directoryBusy--;
        if (directoryBusy == 0) {
            dropHeld();
        }
        resumeIfDrained();
    }

    private void toEndpoint(String group, Element message) {
        Endpoint endpoint = endpoints.get(group);
        if (endpoint != null) {
            deliver(endpoint, message);
        } else if (directoryBusy > 0) {
            long size = ElementMemory.of(message);
            held.add(new Held(group, message, size));
            underWay.keep(size);
            if (held.size() >= UnderWay.MESSAGES_HIGH || underWay.isTooMuch()) {
                reading.setFull(true);
            }
        }
    }

    private void releaseHeld(Endpoint endpoint) {
        List<Held> released = new ArrayList<>();
        held.removeIf(waiting -> waiting.group.equals(endpoint.group()) && released.add(waiting));
        // all of them first: delivering one may fail
        released.forEach(waiting -> underWay.letGo(waiting.bytes));
        // only now: the endpoint may have another one take its place, which leads here again
        released.forEach(waiting -> deliver(endpoint, waiting.message));
    }

    private void dropHeld() {
        held.forEach(waiting -> underWay.letGo(waiting.bytes));
        held.clear();
    }

    private void deliver(Endpoint endpoint, Element message) {
        if (endpoint.home().inLoop()) {
            endpoint.received(this, message);
            return;
        }
        long size = ElementMemory.of(message);
        sentOff(size);
        try {
            endpoint.home().execute(() -> {
                try {
                    endpoint.received(this, message);
                } catch (Throwable e) {
                    failed(e);
                } finally {
                    handled(size);
                }
            });
        } catch (Throwable e) { // it has not got there
            handled(size);
            throw e;
        }
    }

    /** Handles a message of this client. If that throws, the client is disconnected. On the loop of what handles it. */
    public void handle(Runnable message) {
        try {
            message.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void handled(long size) {
        if (underWay.remove(size)) {
            link.loop().execute(this::resumeIfDrained);
        }
    }

    private void sentOff(long size) {
        underWay.add(size);
        if (underWay.isTooMuch()) {
            reading.setFull(true);
        }
    }

    private void resumeIfDrained() {
        if (reading.isFull()
                && underWay.isLittle()
                && directoryBusy <= DIRECTORY_LOW
                && held.size() < UnderWay.MESSAGES_HIGH) {
            reading.setFull(false);
            goOnLater();
        }
    }
}
