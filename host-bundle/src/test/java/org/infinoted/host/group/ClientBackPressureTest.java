// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.host.stream.ThreadLoop;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ClientBackPressureTest {
    private final ManualLoop loop = new ManualLoop();
    private final ManualLoop home = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:1")
            .connect(new Switchboard(directory, new Registry<>()))
            .open();
    private final FakeEndpoint endpoint = new FakeEndpoint("session", home);

    @Test
    void aClientThatSendsFasterThanItsMessagesAreHandledIsNotReadFromUntilMostAre() {
        enter();

        link.receive(stanza("session", UnderWay.MESSAGES_HIGH - 1));
        assertFalse(link.isReadingPaused());
        link.receive(stanza("session", 1));
        assertTrue(link.isReadingPaused());

        for (int i = UnderWay.MESSAGES_HIGH; i > UnderWay.MESSAGES_LOW; i--) {
            assertTrue(link.isReadingPaused(), i + " are under way");
            home.runNext();
            loop.runAll();
        }
        assertFalse(link.isReadingPaused());
    }

    @Test
    void aSessionOnTheSameLoopHandlesAtOnceSoNothingIsUnderWay() {
        directory.latest.enter(new FakeEndpoint("near", loop), () -> {});
        loop.runAll();

        link.receive(stanza("near", 2 * UnderWay.MESSAGES_HIGH));

        assertFalse(link.isReadingPaused());
    }

    @Test
    void littleIsReadAheadOfTheDirectory() {
        link.receive(stanza("InfDirectory", Client.DIRECTORY_HIGH - 1));
        assertFalse(link.isReadingPaused());
        link.receive(stanza("InfDirectory", 1));

        for (int i = Client.DIRECTORY_HIGH; i > Client.DIRECTORY_LOW; i--) {
            assertTrue(link.isReadingPaused(), i + " are under way");
            directory.underWay.remove().run();
            loop.runAll();
        }
        assertFalse(link.isReadingPaused());
    }

    @Test
    void messagesThatWaitForTheDirectoryCountToo() {
        link.receive(stanza("InfDirectory", 1));

        link.receive(stanza("session", UnderWay.MESSAGES_HIGH));
        assertTrue(link.isReadingPaused());

        directory.underWay.remove().run();
        loop.runAll();
        assertFalse(link.isReadingPaused());
    }

    @Test
    void aClientIsNeverLeftPausedWhateverItSendsAndHoweverTheThreadsRun() {
        int[] pauses = {0};
        Schedule.random(1, 150, schedule -> pauses[0] += new Storm(schedule).run());

        assertTrue(pauses[0] > 150, "paused " + pauses[0] + " times: too rarely to say anything");
    }

    /** A client that sends as much as it may to two sessions and the directory, which handle its messages late. */
    private static final class Storm {
        final Schedule schedule;
        final ManualLoop loop = new ManualLoop();
        final ManualLoop home = new ManualLoop();
        final ManualLoop directoryHome = new ManualLoop();
        final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
        final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:1")
                .connect(new Switchboard(directory, new Registry<>()))
                .open();
        final FakeEndpoint far = new FakeEndpoint("far", home);
        final FakeEndpoint late = new FakeEndpoint("late", directoryHome);
        int sentToFar;
        int stanzasLeft = 20;
        int pauses;

        Storm(Schedule schedule) {
            this.schedule = schedule;
            directory.handler = (client, message, done) -> directoryHome.execute(() -> {
                if (schedule.below(8) == 0) {
                    home.execute(() -> client.enter(late, done));
                } else {
                    done.run();
                }
            });
        }

        int run() {
            directory.latest.enter(far, () -> {});
            loop.runAll();
            loop.execute(this::send);
            schedule.run(loop, home, directoryHome);
            assertFalse(link.isReadingPaused(), "paused for ever");
            assertEquals(0, link.memory().budget().used(), "bytes are charged for ever");
            assertEquals(Collections.nCopies(sentToFar, "m"), far.events);
            return pauses;
        }

        /** Sends a stanza while it is read from, and schedules itself again. */
        private void send() {
            if (!link.isReadingPaused()) {
                int size = 1 + schedule.below(2 * UnderWay.MESSAGES_HIGH);
                String group = List.of("far", "late", "InfDirectory").get(schedule.below(3));
                sentToFar += group.equals("far") ? size : 0;
                link.receive(stanza(group, group.equals("InfDirectory") ? 1 + size / 8 : size));
                stanzasLeft--;
                pauses += link.isReadingPaused() ? 1 : 0;
            }
            boolean othersAreDone = home.isIdle() && directoryHome.isIdle() && loop.isIdle();
            if (stanzasLeft > 0 && !(link.isReadingPaused() && othersAreDone)) {
                loop.execute(this::send);
            }
        }
    }

    @Test
    void aClientOnARealThreadGetsEverythingThroughToASessionOnAnother() throws Exception {
        int stanzas = 2_000;
        try (var connections = new ThreadLoop("connections");
                var sessions = new ThreadLoop("sessions")) {
            var far = new FakeEndpoint("far", sessions);
            var realLink = new FakeLink(connections, 1, "127.0.0.1:1");
            var allSent = new CompletableFuture<Void>();
            Element stanza = stanza("far", 50);
            connections.execute(() -> {
                realLink.connect(new Switchboard(directory, new Registry<>())).open();
                directory.latest.enter(far, () -> {});
            });
            connections.execute(new Runnable() {
                private int left = stanzas;

                @Override
                public void run() {
                    if (!realLink.isReadingPaused()) {
                        realLink.receive(stanza);
                        left--;
                    }
                    if (left > 0) {
                        connections.execute(this);
                    } else {
                        allSent.complete(null);
                    }
                }
            });

            allSent.get(30, TimeUnit.SECONDS);
            assertEquals(50 * stanzas, sessions.call(far.events::size));
            assertFalse(connections.call(realLink::isReadingPaused));
        }
    }

    private void enter() {
        directory.latest.enter(endpoint, () -> {});
        loop.runAll();
    }

    private static Element stanza(String group, int messages) {
        return Xml.element("<group publisher='you' name='" + group + "'>"
                + String.join(
                        "", IntStream.range(0, messages).mapToObj(i -> "<m/>").toList())
                + "</group>");
    }
}
