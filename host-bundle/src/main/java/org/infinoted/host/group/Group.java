// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.Frame;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * A group that the server hosts, with infinote's method {@code central}: every message goes through the server, in one
 * order for all members.
 *
 * <p>Belongs to its owner's home loop. A broadcast is encoded once; each loop with members gets one task that writes it
 * to them.
 */
public final class Group {
    private final String name;
    private final GroupFrames frames;
    // the members of a loop are an array that never changes, so that it can be handed to that loop
    private final Map<Loop, Client[]> members = new HashMap<>();

    public Group(String name) {
        this.name = name;
        this.frames = new GroupFrames(name);
    }

    public String name() {
        return name;
    }

    public void add(Client client) {
        members.merge(client.link().loop(), new Client[] {client}, (there, added) -> {
            Client[] all = Arrays.copyOf(there, there.length + 1);
            all[there.length] = client;
            return all;
        });
    }

    public void remove(Client client) {
        members.computeIfPresent(client.link().loop(), (loop, there) -> {
            List<Client> rest = new ArrayList<>(Arrays.asList(there));
            rest.remove(client);
            return rest.isEmpty() ? null : rest.toArray(Client[]::new);
        });
    }

    /** Sends to all members. */
    public void broadcast(Element message) {
        relay(message, null);
    }

    /** Sends to all members but one, or to all if that is null. */
    public void relay(Element message, @Nullable Client except) {
        if (hasNobodyBut(except)) {
            return; // who writes alone pays for no encoding
        }
        Frame frame = encodeForAll(message);
        try {
            members.forEach((loop, there) -> give(frame, loop, there, shared -> write(shared, there, except)));
        } finally {
            frame.release();
        }
    }

    private boolean hasNobodyBut(@Nullable Client except) {
        if (members.size() > 1) {
            return false;
        }
        for (Client[] there : members.values()) {
            return there.length == 1 && there[0] == except;
        }
        return true;
    }

    /** Sends to all members but some. The set must not change any more. */
    public void relayToAllBut(Set<Client> except, Element message) {
        if (members.isEmpty()) {
            return;
        }
        Frame frame = encodeForAll(message);
        try {
            members.forEach((loop, there) -> give(frame, loop, there, shared -> {
                for (Client client : there) {
                    if (!except.contains(client)) {
                        client.writeShared(shared);
                    }
                }
            }));
        } finally {
            frame.release();
        }
    }

    /** If this fails, the members have missed what the owner has done already: all are disconnected. */
    private Frame encodeForAll(Element message) {
        try {
            return frames.encode(message, memory());
        } catch (Throwable e) {
            members.values().forEach(there -> fail(there, e));
            throw e;
        }
    }

    /** The members on a loop that cannot be given it are disconnected; the others get it. */
    private static void give(Frame frame, Loop loop, Client[] there, Consumer<Frame> writing) {
        try {
            frame.useOn(loop, writing);
        } catch (Throwable e) {
            fail(there, e);
        }
    }

    private static void fail(Client[] clients, Throwable thrown) {
        for (Client client : clients) {
            try {
                client.failed(thrown);
            } catch (Throwable again) { // no reason to let the others go on
                client.link().loop().report(again);
            }
        }
    }

    /** Sends to one client, which need not be a member. */
    public void send(Element message, Client to) {
        to.write(frames.encode(message, to.memory().budget()));
    }

    /** Encodes a message that several clients will get, this one among them. The caller holds the frame's reference. */
    public Frame encode(Element message, Client recipient) {
        return frames.encode(message, recipient.memory().budget());
    }

    /** Encodes a series of messages that several clients will get, this one among them. The caller holds the frames' references. */
    public List<Frame> encode(List<Element> messages, Client recipient) {
        return frames.encodeAll(messages, recipient.memory().budget());
    }

    /** The budget of the members, which is the same for all. There must be one. */
    private MemoryBudget memory() {
        return members.values().iterator().next()[0].memory().budget();
    }

    private static void write(Frame frame, Client[] clients, @Nullable Client except) {
        for (Client client : clients) {
            if (client != except) {
                client.writeShared(frame);
            }
        }
    }
}
