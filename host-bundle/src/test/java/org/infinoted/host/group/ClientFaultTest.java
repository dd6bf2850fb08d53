// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.IllegalReferenceCountException;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.Frame;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever handling a message throws: the client is disconnected, nothing is counted for ever, and the others go on. */
@Tag("unit")
class ClientFaultTest {
    private static final String ERRORS = "org.infinoted.host.stream.InjectedErrors#all";

    private final ManualLoop loop = new ManualLoop().guarded();
    private final ManualLoop otherLoop = new ManualLoop().guarded();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final Registry<Link> connections = new Registry<>();
    private final Switchboard switchboard = new Switchboard(directory, connections);
    private final FakeLink link = connect(1);
    private final Client client = directory.latest;

    private FakeLink connect(int id) {
        return new FakeLink(loop, id, "127.0.0.1:" + id).connect(switchboard).open();
    }

    /** An endpoint that throws at each message. */
    private record Faulty(String group, Loop home, Throwable thrown, List<String> events) implements Endpoint {
        @Override
        public void received(Client from, Element message) {
            events.add(message.name());
            InjectedErrors.throwAny(thrown);
        }

        @Override
        public void gone(Client gone) {
            events.add("gone");
        }
    }

    private Faulty enter(Client entering, ManualLoop home, Throwable thrown) {
        var endpoint = new Faulty("faulty", home, thrown, new ArrayList<>());
        entering.enter(endpoint, () -> {});
        run();
        return endpoint;
    }

    private void run() {
        ManualLoop.runAll(loop, otherLoop);
    }

    private void send(FakeLink from, String group, String messages) {
        from.receive(Xml.element("<group publisher='you' name='" + group + "'>" + messages + "</group>"));
    }

    private static void assertDisconnected(FakeLink ended) {
        assertTrue(
                ended.endReason().orElse("still there").startsWith("internal-server-error"),
                () -> ended.endReason().toString());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void theSenderOfAMessageThatFailsOnAnotherLoopIsDisconnectedAndTheNextClientIsServed(Throwable thrown) {
        Faulty endpoint = enter(client, otherLoop, thrown);
        FakeLink next = connect(2);
        var healthy = new FakeEndpoint("healthy", otherLoop);
        directory.latest.enter(healthy, () -> {});
        run();

        send(link, "faulty", "<a/>");
        send(next, "healthy", "<b/>");
        run();

        assertEquals(List.of("a", "gone"), endpoint.events());
        assertDisconnected(link);
        assertEquals(List.of("b"), healthy.events);
        assertEquals(List.of(thrown), loop.reported());
        assertEquals(
                List.of(link.id() + 1),
                connections.snapshot().stream().map(Link::id).toList());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void whatCannotBeHandedOverIsNotUnderWay(Throwable thrown) {
        enter(client, otherLoop, new IllegalStateException("not reached"));
        for (int i = 0; i < 2 * UnderWay.MESSAGES_HIGH; i++) {
            otherLoop.refuse(0, thrown);
            assertThrows(thrown.getClass(), () -> send(link, "faulty", "<a/>"));
        }
        run();
        assertFalse(link.isReadingPaused(), "messages that never got there count");
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aMessageThatTheDirectoryCannotTakeHoldsNothingBack(Throwable thrown) {
        directory.handler = (from, message, done) -> InjectedErrors.throwAny(thrown);
        for (int i = 0; i < 2 * UnderWay.MESSAGES_HIGH; i++) {
            assertThrows(thrown.getClass(), () -> send(link, "InfDirectory", "<a/>"));
        }
        run();
        assertFalse(link.isReadingPaused(), "messages that never got there count");
        // as long as one was with the directory, this would wait for it
        send(link, "later", "<a/>");
        var later = new FakeEndpoint("later", loop);
        client.enter(later, () -> {});
        run();
        assertEquals(List.of(), later.events);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void whoeverWaitsForTheEntryIsToldEvenIfWhatHasWaitedFails(Throwable thrown) {
        send(link, "InfDirectory", "<a/>");
        send(link, "faulty", "<held/>");
        List<String> entered = new ArrayList<>();
        client.enter(new Faulty("faulty", loop, thrown, new ArrayList<>()), () -> entered.add("entered"));
        run();
        assertEquals(List.of("entered"), entered);
        assertDisconnected(link);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void allGroupsButTheOneThatCannotBeToldLearnOfTheEnd(Throwable thrown) {
        Faulty unreachable = enter(client, otherLoop, thrown);
        var reachable = new FakeEndpoint("reachable", loop);
        client.enter(reachable, () -> {});
        run();
        otherLoop.refuse(0, thrown);

        link.close();
        run();

        assertEquals(List.of(), unreachable.events());
        assertEquals(List.of(FakeEndpoint.GONE), reachable.events);
        assertEquals("closed", directory.events.get(directory.events.size() - 1));
        assertEquals(List.of(), connections.snapshot());
        assertEquals(List.of(thrown), loop.reported());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aClientWhoseLoopTakesNothingForItIsDisconnectedAndNoFrameIsKept(Throwable thrown) {
        Frame frame = new Group("group").encode(Element.empty("owed"), client);
        loop.refuse(0, thrown);
        client.write(frame);
        run();
        assertThrows(IllegalReferenceCountException.class, frame::release);
        assertDisconnected(link);
        assertEquals(List.of(thrown), loop.reported());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aClientWhoseLoopTakesNoSeriesForItIsDisconnectedAndNoFrameIsKept(Throwable thrown) {
        Frame frame = new Group("group").encode(Element.empty("owed"), client);
        loop.refuse(0, thrown);
        client.writeSeries(List.of(frame));
        run();
        assertDisconnected(link);
        assertThrows(IllegalReferenceCountException.class, frame::release);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void theRestOfAStanzaThatFailsIsNotCountedForEver(Throwable thrown) {
        var endpoint = new FakeEndpoint("session", loop) {
            @Override
            public void received(Client from, Element message) {
                super.received(from, message);
                if (events.size() > Client.MESSAGES_PER_TURN) {
                    InjectedErrors.throwAny(thrown);
                }
            }
        };
        client.enter(endpoint, () -> {});
        run();
        send(link, "session", "<a/>".repeat(2 * Client.MESSAGES_PER_TURN));
        run();
        assertDisconnected(link);
        assertEquals(FakeEndpoint.GONE, endpoint.events.get(endpoint.events.size() - 1));
        assertEquals(0, client.memory().rank());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void theSenderOfWhatFailsAfterItHasWaitedIsDisconnected(Throwable thrown) {
        client.handle(() -> InjectedErrors.throwAny(thrown));
        run();
        assertDisconnected(link);
        assertEquals(List.of(thrown), loop.reported());
    }
}
