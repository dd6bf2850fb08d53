// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.host.loop.Registry;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client has sent and nobody has handled is part of the budget. */
@Tag("unit")
class ClientMemoryTest {
    private static final int MIB = 1 << 20;

    private final MemoryBudget budget = new MemoryBudget(64L * MIB);
    private final ManualLoop loop = new ManualLoop();
    private final ManualLoop home = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final Switchboard switchboard = new Switchboard(directory, new Registry<>());
    private final FakeLink link =
            new FakeLink(loop, 1, "127.0.0.1:1").in(budget).connect(switchboard).open();
    private final FakeEndpoint endpoint = new FakeEndpoint("session", home);

    @Test
    void aMessageThatIsUnderWayIsChargedUntilItIsHandled() {
        enter();
        link.receive(message("session", MIB));
        assertAbout(2 * MIB);
        home.runAll();
        assertEquals(0, budget.used());
    }

    @Test
    void aMessageForTheDirectoryIsChargedUntilItIsHandled() {
        link.receive(message("InfDirectory", MIB));
        assertAbout(2 * MIB);
        directory.underWay.remove().run();
        assertEquals(0, budget.used());
    }

    @Test
    void aMessageThatWaitsForTheDirectoryIsChargedUntilItIsDropped() {
        link.receive(message("InfDirectory", 1));
        link.receive(message("session", MIB));
        assertAbout(2 * MIB);
        directory.underWay.remove().run();
        loop.runAll();
        assertEquals(0, budget.used());
    }

    @Test
    void aMessageThatWaitsForTheDirectoryIsChargedUntilItIsHandled() {
        link.receive(message("InfDirectory", 1));
        link.receive(message("session", MIB));
        enter();
        assertAbout(2 * MIB);
        home.runAll();
        directory.underWay.remove().run();
        loop.runAll();
        assertEquals(1, endpoint.events.size());
        assertEquals(0, budget.used());
    }

    @Test
    void nothingIsChargedWhenHandlingTheFirstOfThoseThatWaitedFails() {
        FakeEndpoint failing = new FakeEndpoint("session", loop) {
            @Override
            public void received(Client from, Element message) {
                throw new IllegalStateException("injected");
            }
        };
        link.receive(message("InfDirectory", 1));
        link.receive(message("session", MIB));
        link.receive(message("session", MIB));
        directory.latest.enter(failing, () -> {});
        loop.runAll();
        directory.underWay.remove().run();
        loop.runAll();
        assertTrue(link.endReason().orElseThrow().startsWith("internal-server-error"));
        assertEquals(0, budget.used());
    }

    @Test
    void nothingIsChargedToAClientThatHasGone() {
        enter();
        link.receive(message("InfDirectory", 1));
        link.receive(message("session", MIB));
        link.receive(message("another", MIB));
        link.close();
        loop.runAll();
        home.runAll();
        directory.underWay.remove().run();
        loop.runAll();
        assertEquals(0, budget.used());
    }

    @Test
    void aMessageThatASessionWithholdsIsCharged() {
        Element message = message("session", MIB);
        directory.latest.withheld(message);
        assertAbout(2 * MIB);
        directory.latest.released(message);
        assertEquals(0, budget.used());
    }

    @Test
    void nothingMoreIsReadWhileLargeMessagesAreUnderWay() {
        enter();
        for (int i = 0; i < 3; i++) {
            link.receive(message("session", MIB));
        }
        assertTrue(link.isReadingPaused());
        home.runNext();
        home.runNext();
        loop.runAll();
        assertTrue(link.isReadingPaused(), "half as much would be read as soon as it is handled");
        home.runNext();
        loop.runAll();
        assertFalse(link.isReadingPaused());
    }

    @Test
    void whoHasMostUnderWayIsDroppedWhenMemoryIsShort() {
        enter();
        FakeLink greedy = new FakeLink(loop, 2, "127.0.0.1:2")
                .in(budget)
                .connect(switchboard)
                .open();
        directory.latest.enter(endpoint, () -> {});
        loop.runAll();
        link.receive(message("session", 14 * MIB));
        greedy.receive(message("session", 15 * MIB));
        greedy.receive(message("session", 15 * MIB));
        loop.runAll();
        assertTrue(greedy.endReason().orElseThrow().startsWith("resource-constraint: Memory is short"));
        assertTrue(link.endReason().isEmpty());
        home.runAll();
        assertEquals(0, budget.used());
        link.receive(message("session", 28 * MIB));
        loop.runAll();
        assertTrue(link.endReason().isEmpty(), "there is enough for the other again");
        home.runAll();
    }

    private void enter() {
        directory.latest.enter(endpoint, () -> {});
        loop.runAll();
    }

    private void assertAbout(long bytes) {
        long used = budget.used();
        assertTrue(used >= bytes && used < bytes + 1000, used + " bytes");
    }

    private static Element message(String group, int length) {
        return Element.named("group")
                .attribute("publisher", "you")
                .attribute("name", group)
                .child(Element.named("m").text("x".repeat(length)).build())
                .build();
    }
}
