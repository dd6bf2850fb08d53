// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Group;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.Frame;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Synchronises new subscribers. Many come at once, after a restart for instance, so the encoded content is kept for a moment and
 * sent to all that come while it has not changed. Belongs to the session's home loop.
 */
final class SyncFrames {
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final Group group;
    private final Loop home;
    private List<Element> content = List.of();
    private List<Frame> frames = List.of();
    private Loop.@Nullable Timer drop;

    SyncFrames(Group group, Loop home) {
        this.group = group;
        this.home = home;
    }

    /** @param newContent what the note gave: the same list if it has not changed */
    void send(List<Element> users, List<Element> newContent, Client to) {
        int messages = users.size() + newContent.size();
        List<Element> head = new ArrayList<>(users.size() + 1);
        head.add(Element.named("sync-begin").attribute("num-messages", messages).build());
        head.addAll(users);
        MemoryBudget memory = to.memory().budget();
        to.writeSeries(group.encode(head, memory));
        if (newContent != content || frames.isEmpty()) {
            replace(newContent, memory);
        }
        frames.forEach(Frame::retain);
        to.writeSeries(frames);
        group.send(Element.empty("sync-end"), to);
    }

    /** Sends a content that is empty. */
    void sendNothing(Client to) {
        group.send(Element.named("sync-begin").attribute("num-messages", 0).build(), to);
        group.send(Element.empty("sync-end"), to);
    }

    /** Lets go of what is kept. */
    void clear() {
        frames.forEach(Frame::release);
        frames = List.of();
        content = List.of();
        if (drop != null) {
            drop.cancel();
            drop = null;
        }
    }

    private void replace(List<Element> newContent, MemoryBudget memory) {
        clear();
        content = newContent;
        frames = group.encode(newContent, memory);
        drop = home.schedule(KEPT, this::clear);
    }
}
