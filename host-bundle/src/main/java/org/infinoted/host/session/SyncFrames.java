// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.ElementMemory;
import org.infinoted.host.group.Group;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.Frame;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Synchronises new subscribers. Many come at once, after a restart for instance, so the encoded content is kept for a moment and
 * sent to all that come while it has not changed. A content that changes is encoded anew only if there is memory for it, and the
 * larger it is the less often. Belongs to the session's home loop.
 */
final class SyncFrames {
    private static final Duration KEPT = Duration.ofSeconds(2);
    /** For each MiB that was encoded, nothing else is for this time: several times as long as it takes. */
    private static final Duration REST_PER_MIB = Duration.ofMillis(25);
    /** A content up to this size, in bytes, may change for each new subscriber. */
    private static final long SMALL = 256 << 10;

    private final Group group;
    private final Loop home;
    private List<Element> content = List.of();
    private List<Frame> frames = List.of();
    /** What the content that is kept takes besides its frames, and where it is counted. */
    private long counted;

    private @Nullable MemoryBudget budget;
    private Loop.@Nullable Timer drop;
    private Loop.@Nullable Timer rest;

    SyncFrames(Group group, Loop home) {
        this.group = group;
        this.home = home;
    }

    /**
     * Prepares to send a content, and lets go of another one that was kept. There need be no room for a small one.
     *
     * @param newContent as for {@link #send}
     * @return whether it can be sent now. If not, this can be asked again a moment later for all that have come until then
     */
    boolean prepare(List<Element> newContent, MemoryBudget memory) {
        if (isEncoded(newContent)) {
            return true;
        }
        drop();
        return rest == null && hasRoom(size(newContent), memory);
    }

    /** @param newContent what the note gave: the same list if it has not changed */
    void send(List<Element> users, List<Element> newContent, Client to) {
        int messages = users.size() + newContent.size();
        List<Element> head = new ArrayList<>(users.size() + 1);
        head.add(Element.named("sync-begin").attribute("num-messages", messages).build());
        head.addAll(users);
        if (!isEncoded(newContent)) {
            replace(newContent, to);
        }
        // all is encoded before anything is sent, so that what fails leaves no half
        to.writeSeries(group.encode(head, to));
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
        drop();
        if (rest != null) {
            rest.cancel();
            rest = null;
        }
    }

    private boolean isEncoded(List<Element> newContent) {
        return newContent == content && !frames.isEmpty();
    }

    private static boolean hasRoom(long bytes, MemoryBudget memory) {
        return bytes <= SMALL || memory.hasRoom(bytes);
    }

    /** About how many bytes it is when it is encoded: most of it is text in one byte for each character. */
    private static long size(List<Element> content) {
        return memory(content) / 2;
    }

    private static long memory(List<Element> content) {
        return content.stream().mapToLong(ElementMemory::of).sum();
    }

    private void drop() {
        frames.forEach(Frame::release);
        frames = List.of();
        content = List.of();
        if (budget != null) {
            budget.giveBack(counted);
            budget = null;
        }
        if (drop != null) {
            drop.cancel();
            drop = null;
        }
    }

    private void replace(List<Element> newContent, Client recipient) {
        drop();
        content = newContent;
        frames = group.encode(newContent, recipient);
        drop = home.schedule(KEPT, this::drop);
        long bytes = frames.stream().mapToLong(Frame::size).sum();
        if (bytes > SMALL) {
            rest = home.schedule(REST_PER_MIB.multipliedBy(1 + (bytes >> 20)), () -> rest = null);
        }
        counted = memory(newContent);
        budget = recipient.memory().budget();
        budget.take(counted); // last: it may end connections
    }
}
