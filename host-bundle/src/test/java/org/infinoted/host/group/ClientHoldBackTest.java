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

/** Messages for a group, while a message for the directory is under way that may make the client a member. */
@Tag("unit")
class ClientHoldBackTest {
    private static final Element ACK =
            Xml.element("<group publisher='you' name='InfDirectory'><subscribe-ack/></group>");
    private static final int ORDERS = 200_000;

    private static final class Fixture {
        final ManualLoop client = new ManualLoop();
        final ManualLoop directoryHome = new ManualLoop();
        final ManualLoop session = new ManualLoop();
        final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
        final FakeEndpoint endpoint = new FakeEndpoint("session", session);
        final FakeLink link = new FakeLink(client, 1, "127.0.0.1:1")
                .connect(new Switchboard(directory, new Registry<>()))
                .open();

        /** The directory has the session enter its endpoint, as it does at a {@code subscribe-ack}. */
        Fixture subscribing() {
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
    void messagesRightAfterTheAcknowledgementReachTheSessionInOrderWhateverTheThreadsDo() {
        Schedule.every(ORDERS, schedule -> {
            Fixture fixture = new Fixture().subscribing();
            fixture.client.execute(() -> {
                fixture.link.receive(ACK);
                fixture.send("a", "b");
            });
            fixture.client.execute(() -> fixture.send("c"));
            fixture.client.execute(() -> fixture.send("d", "e"));

            schedule.run(fixture.client, fixture.directoryHome, fixture.session);

            assertEquals(List.of("a", "b", "c", "d", "e"), fixture.endpoint.events);
        });
    }

    @Test
    void aClientThatClosesMeanwhileIsToldGoneOnceAndLastWhateverTheThreadsDo() {
        Schedule.every(ORDERS, schedule -> {
            Fixture fixture = new Fixture().subscribing();
            fixture.client.execute(() -> {
                fixture.link.receive(ACK);
                fixture.send("a");
            });
            fixture.client.execute(() -> fixture.send("b"));
            fixture.client.execute(fixture.link::close);

            schedule.run(fixture.client, fixture.directoryHome, fixture.session);

            List<String> events = new ArrayList<>(fixture.endpoint.events);
            assertEquals(FakeEndpoint.GONE, events.remove(events.size() - 1));
            assertTrue(List.of("a", "b").subList(0, events.size()).equals(events), "received " + events);
        });
    }

    @Test
    void whatTheClientIsNoMemberOfWhenTheDirectoryIsDoneIsDropped() {
        Fixture fixture = new Fixture();
        fixture.link.receive(ACK);
        fixture.send("a");

        fixture.directory.underWay.remove().run();
        fixture.run();
        fixture.directory.latest.enter(fixture.endpoint, () -> {});
        fixture.run();

        assertEquals(List.of(), fixture.endpoint.events);
    }

    @Test
    void whatWaitsGoesOnWaitingUntilTheDirectoryIsDoneWithEverything() {
        Fixture fixture = new Fixture();
        fixture.link.receive(ACK);
        fixture.link.receive(ACK);
        fixture.send("a");

        fixture.directory.underWay.remove().run();
        fixture.run();
        fixture.directory.latest.enter(fixture.endpoint, () -> {});
        fixture.run();

        assertEquals(List.of("a"), fixture.endpoint.events);
    }

    @Test
    void onlyWhatIsForTheEnteredGroupIsReleased() {
        Fixture fixture = new Fixture();
        FakeEndpoint other = new FakeEndpoint("other", fixture.session);
        fixture.link.receive(ACK);
        fixture.link.receive(Xml.element("<group publisher='you' name='other'><x/></group>"));
        fixture.send("a");

        fixture.directory.latest.enter(fixture.endpoint, () -> {});
        fixture.run();
        assertEquals(List.of(), other.events);
        fixture.directory.latest.enter(other, () -> {});
        fixture.run();

        assertEquals(List.of("a"), fixture.endpoint.events);
        assertEquals(List.of("x"), other.events);
    }

    @Test
    void anEndpointThatIsReplacedWhileItGetsWhatWaitedLosesAndDoublesNothing() {
        Fixture fixture = new Fixture();
        Client client = fixture.directory.latest;
        var successor = new FakeEndpoint("session", fixture.client);
        var replaced = new FakeEndpoint("session", fixture.client);
        var replacing = new Endpoint() {
            @Override
            public String group() {
                return "session";
            }

            @Override
            public Loop home() {
                return fixture.client;
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
        fixture.link.receive(ACK);
        fixture.send("first", "last", "late");

        client.enter(replacing, () -> {});
        fixture.run();
        fixture.send("later");

        assertEquals(List.of("first", "last", "late"), replaced.events);
        assertEquals(List.of("later"), successor.events);
    }

    private static Element stanza(String... messages) {
        return Xml.element("<group publisher='you' name='session'><" + String.join("/><", messages) + "/></group>");
    }
}
