// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.infinoted.host.group.FakeEndpoint.GONE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class ClientCloseTest {
    private final ManualLoop loop = new ManualLoop();
    private final ManualLoop otherLoop = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:1")
            .connect(new Switchboard(directory, new Registry<>()))
            .open();
    private final Client client = directory.latest;
    private final List<FakeEndpoint> endpoints = new ArrayList<>();

    @Test
    void everyEndpointIsToldOnceThatTheClientIsGone() {
        for (int i = 0; i < 5; i++) {
            enter("here " + i, loop);
            enter("there " + i, otherLoop);
        }

        link.close();
        run();

        for (FakeEndpoint endpoint : endpoints) {
            assertEquals(List.of(GONE), endpoint.events, endpoint.group());
        }
    }

    @Test
    void endpointsThatExitWhenTheyAreToldDisturbNoOther() {
        for (int i = 0; i < 5; i++) {
            var endpoint = new ExitingEndpoint("here " + i);
            client.enter(endpoint, () -> {});
            endpoints.add(endpoint.told);
        }
        run();

        link.close();
        run();

        for (FakeEndpoint endpoint : endpoints) {
            assertEquals(List.of(GONE), endpoint.events, endpoint.group());
        }
    }

    @Test
    void anEndpointIsNotToldInTheMiddleOfWhatClosesTheConnection() {
        FakeEndpoint endpoint = enter("here", loop);

        loop.call(() -> {
            link.close();
            assertEquals(List.of(), endpoint.events);
        });
        run();

        assertEquals(List.of(GONE), endpoint.events);
    }

    @Test
    void anEndpointThatIsEnteredAfterTheEndIsToldOnce() {
        link.close();
        List<String> entered = new ArrayList<>();

        var endpoint = new FakeEndpoint("late", otherLoop);
        client.enter(endpoint, () -> entered.add("entered"));
        run();

        assertEquals(List.of(GONE), endpoint.events);
        assertEquals(List.of("entered"), entered);
    }

    @Test
    void anEndpointThatHasExitedIsNotTold() {
        FakeEndpoint endpoint = enter("here", loop);
        client.exit(endpoint);
        run();

        link.close();
        run();

        assertEquals(List.of(), endpoint.events);
    }

    @Test
    void onlyTheSuccessorOfAReplacedEndpointIsTold() {
        FakeEndpoint replaced = enter("here", otherLoop);
        FakeEndpoint successor = enter("here", otherLoop);

        link.close();
        run();

        assertEquals(List.of(), replaced.events);
        assertEquals(List.of(GONE), successor.events);
    }

    @Test
    void theEndIsToldAfterTheLastMessage() {
        FakeEndpoint endpoint = enter("there", otherLoop);

        link.receive(Xml.element("<group publisher='you' name='there'><a/><b/></group>"));
        link.close();
        run();

        assertEquals(List.of("a", "b", GONE), endpoint.events);
    }

    @Test
    void whatWaitedForTheDirectoryIsDropped() {
        link.receive(Xml.element("<group publisher='you' name='InfDirectory'><subscribe-ack/></group>"));
        link.receive(Xml.element("<group publisher='you' name='late'><a/></group>"));
        link.close();

        FakeEndpoint endpoint = enter("late", otherLoop);
        directory.underWay.remove().run();
        run();

        assertEquals(List.of(GONE), endpoint.events);
    }

    @Test
    void whatIsSentToAClosedConnectionIsReleased() {
        link.close();

        client.send("here", Element.empty("lost"));
        run();

        assertEquals(List.of(), link.sent());
    }

    private FakeEndpoint enter(String group, ManualLoop home) {
        var endpoint = new FakeEndpoint(group, home);
        endpoints.add(endpoint);
        client.enter(endpoint, () -> {});
        run();
        return endpoint;
    }

    private void run() {
        ManualLoop.runAll(loop, otherLoop);
    }

    /** An endpoint on the client's loop, which does what a session does when a member has gone. */
    private final class ExitingEndpoint implements Endpoint {
        final FakeEndpoint told;

        ExitingEndpoint(String group) {
            told = new FakeEndpoint(group, loop);
        }

        @Override
        public String group() {
            return told.group();
        }

        @Override
        public ManualLoop home() {
            return loop;
        }

        @Override
        public void received(Client from, Element message) {
            told.received(from, message);
        }

        @Override
        public void gone(Client gone) {
            told.gone(gone);
            gone.exit(this);
        }
    }
}
