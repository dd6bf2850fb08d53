// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.Frame;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class GroupTest {
    private static final Element MESSAGE = Element.named("m").attribute("x", 1).build();
    private static final String SENT = "<group name=\"InfSession_1\"><m x=\"1\"/></group>";

    private final ManualLoop home = new ManualLoop();
    private final ManualLoop other = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final Switchboard switchboard = new Switchboard(directory, new Registry<>());
    private final Group group = new Group("InfSession_1");
    private final List<FakeLink> links = new ArrayList<>();

    @Test
    void aBroadcastReachesAllMembers() {
        join(home, home, other, other);

        home.call(() -> group.broadcast(MESSAGE));
        run();

        for (FakeLink link : links) {
            assertEquals(List.of(SENT), link.sent());
        }
    }

    @Test
    void aRelayLeavesOutOneMember() {
        List<Client> clients = join(home, other, other);

        home.call(() -> group.relay(MESSAGE, clients.get(1)));
        run();

        assertEquals(List.of(SENT), links.get(0).sent());
        assertEquals(List.of(), links.get(1).sent());
        assertEquals(List.of(SENT), links.get(2).sent());
    }

    @Test
    void nothingIsEncodedForTheSenderAlone() {
        List<Client> clients = join(other);
        long before = FrameMemory.inUse();

        home.call(() -> group.relay(MESSAGE, clients.get(0)));

        assertEquals(before, FrameMemory.inUse());
        assertEquals(0, other.scheduledCount());
        run();
        assertEquals(List.of(), links.get(0).sent());
    }

    @Test
    void aMessageToAllButSomeLeavesThoseOut() {
        List<Client> clients = join(home, home, other, other);

        home.call(() -> group.relayToAllBut(Set.of(clients.get(0), clients.get(3)), MESSAGE));
        run();

        assertEquals(List.of(), links.get(0).sent());
        assertEquals(List.of(SENT), links.get(1).sent());
        assertEquals(List.of(SENT), links.get(2).sent());
        assertEquals(List.of(), links.get(3).sent());
    }

    @Test
    void aMessageToAllButSomeIsEncodedOnceForAllLoops() {
        List<Client> clients = join(home, other, other);
        long before = FrameMemory.inUse();

        group.send(MESSAGE, directory.latest);
        long one = FrameMemory.inUse() - before;
        run();
        home.call(() -> group.relayToAllBut(Set.of(clients.get(1)), MESSAGE));
        long all = FrameMemory.inUse() - before;
        run();

        assertEquals(one, all);
    }

    @Test
    void eachLoopGetsOneTaskHoweverManyMembersItHas() {
        join(home, home, other, other, other);

        home.call(() -> group.broadcast(MESSAGE));

        assertTrue(home.isIdle());
        other.runNext();
        assertTrue(other.isIdle());
        assertEquals(List.of(SENT), links.get(4).sent());
    }

    @Test
    void aBroadcastIsEncodedOnceForAllLoops() {
        join(home, other, other);
        long before = FrameMemory.inUse();

        group.send(MESSAGE, directory.latest);
        long one = FrameMemory.inUse() - before;
        run();
        home.call(() -> group.broadcast(MESSAGE));
        long all = FrameMemory.inUse() - before;
        run();

        assertEquals(one, all);
    }

    @Test
    void whatIsSentInOneTurnArrivesInThatOrder() {
        List<Client> clients = join(other);

        home.call(() -> {
            group.broadcast(Element.empty("a"));
            group.send(Element.empty("b"), clients.get(0));
            group.encode(List.of(Element.empty("c"), Element.empty("d")), clients.get(0))
                    .forEach(clients.get(0)::write);
            group.relay(Element.empty("e"), null);
        });
        run();

        assertEquals(
                "<group name=\"InfSession_1\"><a/></group><group name=\"InfSession_1\"><b/></group>"
                        + "<group name=\"InfSession_1\"><c/><d/></group><group name=\"InfSession_1\"><e/></group>",
                String.join("", links.get(0).sent()));
    }

    @Test
    void whoIsRemovedStillGetsWhatWasSentBefore() {
        List<Client> clients = join(other, other);

        home.call(() -> {
            group.broadcast(MESSAGE);
            group.remove(clients.get(0));
            group.broadcast(MESSAGE);
        });
        run();

        assertEquals(List.of(SENT), links.get(0).sent());
        assertEquals(List.of(SENT, SENT), links.get(1).sent());
    }

    @Test
    void whoIsAddedGetsOnlyWhatIsSentFromThenOn() {
        home.call(() -> group.broadcast(MESSAGE));
        join(other);
        home.call(() -> group.broadcast(MESSAGE));
        run();

        assertEquals(List.of(SENT), links.get(0).sent());
    }

    @Test
    void aLoopWhoseLastMemberWasRemovedGetsNoTask() {
        List<Client> clients = join(other);
        group.remove(clients.get(0));

        home.call(() -> group.broadcast(MESSAGE));

        assertTrue(other.isIdle());
    }

    @Test
    void framesToClosedConnectionsAreReleased() {
        List<Client> clients = join(home, other, other);
        links.get(0).close();
        links.get(1).close();

        home.call(() -> {
            group.broadcast(MESSAGE);
            group.relay(MESSAGE, clients.get(2));
            group.send(MESSAGE, clients.get(1));
        });
        assertFalse(other.isIdle());
        run();

        assertEquals(List.of(SENT), links.get(2).sent());
    }

    @Test
    void aFrameOfOnesOwnStaysUntilItsHolderReleasesIt() {
        List<Client> clients = join(other);
        List<Frame> frames = group.encode(List.of(MESSAGE), clients.get(0));

        frames.forEach(frame -> clients.get(0).write(frame.retain()));
        run();

        assertEquals(SENT, frames.get(0).toString());
        frames.forEach(Frame::release);
    }

    private List<Client> join(ManualLoop... loops) {
        List<Client> clients = new ArrayList<>();
        for (ManualLoop loop : loops) {
            links.add(new FakeLink(loop, links.size(), "127.0.0.1:1")
                    .connect(switchboard)
                    .open());
            group.add(directory.latest);
            clients.add(directory.latest);
        }
        return clients;
    }

    private void run() {
        ManualLoop.runAll(home, other);
    }
}
