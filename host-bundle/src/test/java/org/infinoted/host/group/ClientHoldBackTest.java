// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client sends for a group while a message for the directory is under way that may make it a member. */
@Tag("unit")
class ClientHoldBackTest {
    private static final Element ACK =
            Xml.element("<group publisher='you' name='InfDirectory'><subscribe-ack/></group>");
    private static final int ORDERS = 200_000;

    private static final class World {
        final ManualLoop client = new ManualLoop();
        final ManualLoop directoryHome = new ManualLoop();
        final ManualLoop session = new ManualLoop();
        final FakeDirectory directory = new FakeDirectory();
        final FakeEndpoint endpoint = new FakeEndpoint("session", session);
        final FakeLink link = new FakeLink(client, 1, "127.0.0.1:1")
                .connect(new Switchboard(directory, new Registry<>()))
                .open();

        /** The directory has the session enter its endpoint, as it does at a {@code subscribe-ack}. */
        World subscribing() {
            directory.handler = (from, message, done) ->
                    directoryHome.execute(() -> session.execute(() -> from.enter(endpoint, done)));
            return this;
        }

        void send(String... messages) {
            link.receive(stanza(messages));
        }

        void run() {
            ManualLoop.runAll(client, directoryHome, session);
        }
    }

    @Test
    void messagesRightBehindTheAcknowledgementReachTheSessionInOrderWhateverTheThreadsDo() {
        Schedule.every(ORDERS, schedule -> {
            World world = new World().subscribing();
            world.client.execute(() -> {
                world.link.receive(ACK);
                world.send("a", "b");
            });
            world.client.execute(() -> world.send("c"));
            world.client.execute(() -> world.send("d", "e"));

            schedule.run(world.client, world.directoryHome, world.session);

            assertEquals(List.of("a", "b", "c", "d", "e"), world.endpoint.events);
        });
    }

    @Test
    void aClientThatClosesMeanwhileIsToldGoneOnceAndLastWhateverTheThreadsDo() {
        Schedule.every(ORDERS, schedule -> {
            World world = new World().subscribing();
            world.client.execute(() -> {
                world.link.receive(ACK);
                world.send("a");
            });
            world.client.execute(() -> world.send("b"));
            world.client.execute(world.link::close);

            schedule.run(world.client, world.directoryHome, world.session);

            List<String> events = new ArrayList<>(world.endpoint.events);
            assertEquals(FakeEndpoint.GONE, events.remove(events.size() - 1));
            assertTrue(List.of("a", "b").subList(0, events.size()).equals(events), "received " + events);
        });
    }

    @Test
    void whatTheClientIsNoMemberOfWhenTheDirectoryIsDoneIsDropped() {
        World world = new World();
        world.link.receive(ACK);
        world.send("a");

        world.directory.underWay.remove().run();
        world.run();
        world.directory.latest.enter(world.endpoint, () -> {});
        world.run();

        assertEquals(List.of(), world.endpoint.events);
    }

    @Test
    void whatWaitsGoesOnWaitingUntilTheDirectoryIsDoneWithEverything() {
        World world = new World();
        world.link.receive(ACK);
        world.link.receive(ACK);
        world.send("a");

        world.directory.underWay.remove().run();
        world.run();
        world.directory.latest.enter(world.endpoint, () -> {});
        world.run();

        assertEquals(List.of("a"), world.endpoint.events);
    }

    @Test
    void onlyWhatIsForTheEnteredGroupIsReleased() {
        World world = new World();
        FakeEndpoint other = new FakeEndpoint("other", world.session);
        world.link.receive(ACK);
        world.link.receive(Xml.element("<group publisher='you' name='other'><x/></group>"));
        world.send("a");

        world.directory.latest.enter(world.endpoint, () -> {});
        world.run();
        assertEquals(List.of(), other.events);
        world.directory.latest.enter(other, () -> {});
        world.run();

        assertEquals(List.of("a"), world.endpoint.events);
        assertEquals(List.of("x"), other.events);
    }

    @Test
    void anEndpointThatIsReplacedWhileItGetsWhatWaitedLosesAndDoublesNothing() {
        World world = new World();
        Client client = world.directory.latest;
        var successor = new FakeEndpoint("session", world.client);
        var replaced = new FakeEndpoint("session", world.client);
        var replacing = new Endpoint() {
            @Override
            public String group() {
                return "session";
            }

            @Override
            public Loop home() {
                return world.client;
            }

            @Override
            public void received(Client from, Element message) {
                replaced.received(from, message);
                if (message.name().equals("last")) {
                    from.enter(successor, () -> {});
                }
            }

            @Override
            public void gone(Client gone) {
                replaced.gone(gone);
            }
        };
        world.link.receive(ACK);
        world.send("first", "last", "late");

        client.enter(replacing, () -> {});
        world.run();
        world.send("later");

        assertEquals(List.of("first", "last", "late"), replaced.events);
        assertEquals(List.of("later"), successor.events);
    }

    private static Element stanza(String... messages) {
        return Xml.element("<group publisher='you' name='session'><" + String.join("/><", messages) + "/></group>");
    }
}
