// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ClientRoutingTest {
    private final ManualLoop loop = new ManualLoop();
    private final ManualLoop otherLoop = new ManualLoop();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:1")
            .connect(new Switchboard(directory, new Registry<>()))
            .open();
    private final Client client = directory.latest;
    private final FakeEndpoint here = new FakeEndpoint("here", loop);
    private final FakeEndpoint there = new FakeEndpoint("there", otherLoop);

    @Test
    void messagesReachTheGroupThatTheClientIsAMemberOf() {
        enter(here);
        enter(there);

        receive("<group publisher='you' name='here'><a/><b/></group>");
        receive("<group publisher='you' name='there'><c/><d/></group>");

        assertEquals(List.of("a", "b"), here.events);
        assertEquals(List.of("c", "d"), there.events);
    }

    @Test
    void messagesForADirectoryGoToTheDirectory() {
        receive("<group publisher='you' name='InfDirectory'><a x='1'/><b/></group>");

        assertEquals(List.of("accepted", "opened", "<a x=\"1\"/>", "<b/>"), directory.events);
    }

    @Test
    void messagesOfNonMembersAreDropped() {
        receive("<group publisher='you' name='here'><a/></group>");
        enter(here);

        assertEquals(List.of(), here.events);
    }

    @Test
    void messagesAfterTheExitAreDropped() {
        enter(here);
        client.exit(here);
        ManualLoop.runAll(loop);

        receive("<group publisher='you' name='here'><a/></group>");

        assertEquals(List.of(), here.events);
    }

    @Test
    void theExitOfAnEndpointLeavesItsSuccessorInPlace() {
        enter(here);
        FakeEndpoint successor = new FakeEndpoint("here", loop);
        enter(successor);

        client.exit(here);
        receive("<group publisher='you' name='here'><a/></group>");

        assertEquals(List.of(), here.events);
        assertEquals(List.of("a"), successor.events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "publisher='me'", "publisher=''", "publisher='127.0.0.1:1'", "publisher='You'"})
    void messagesForAnotherPublisherAreDropped(String publisher) {
        enter(here);

        receive("<group " + publisher + " name='here'><a/></group>");
        receive("<group " + publisher + " name='InfDirectory'><a/></group>");

        assertEquals(List.of(), here.events);
        assertEquals(List.of("accepted", "opened"), directory.events);
    }

    @Test
    void theServersOwnAddressIsItsNameAsAPublisher() {
        enter(here);

        receive("<group publisher='127.0.0.1:6523' name='here'><a/></group>");

        assertEquals(List.of("a"), here.events);
    }

    @Test
    void aStanzaWithoutAGroupIsDropped() {
        enter(here);

        receive("<group publisher='you'><a/></group>");

        assertEquals(List.of(), here.events);
    }

    @Test
    void textBetweenMessagesIsNoMessage() {
        enter(here);

        receive("<group publisher='you' name='here'>\n <a/>text<b/> </group>");

        assertEquals(List.of("a", "b"), here.events);
    }

    @Test
    void theNameOfTheStanzaDoesNotMatter() {
        enter(here);

        receive("<whatever publisher='you' name='here'><a/></whatever>");

        assertEquals(List.of("a"), here.events);
    }

    @Test
    void aMessageThatClosesTheConnectionIsTheLast() {
        directory.handler = (from, message, done) -> {
            done.run();
            link.close();
        };

        receive("<group publisher='you' name='InfDirectory'><a/><b/></group>");

        assertEquals(List.of("accepted", "opened", "<a/>", "closed"), directory.events);
    }

    private void enter(FakeEndpoint endpoint) {
        client.enter(endpoint, () -> {});
        ManualLoop.runAll(loop);
    }

    private void receive(String stanza) {
        link.receive(Xml.element(stanza));
        ManualLoop.runAll(loop, otherLoop);
    }
}
