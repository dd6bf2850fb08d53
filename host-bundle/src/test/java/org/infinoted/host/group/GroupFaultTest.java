// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A member that cannot be told what all are told would be out of step from then on: it is disconnected. All others are told, and no
 * frame is kept.
 */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class GroupFaultTest {
    private static final String ERRORS = "org.infinoted.host.stream.InjectedErrors#all";
    private static final Element MESSAGE = Element.empty("m");
    private static final List<String> SENT = List.of("<group name=\"InfSession_1\"><m/></group>");

    private final ManualLoop home = new ManualLoop().guarded();
    private final ManualLoop other = new ManualLoop().guarded();
    private final FakeDirectoryEndpoint directory = new FakeDirectoryEndpoint();
    private final Switchboard switchboard = new Switchboard(directory, new Registry<>());
    private final Group group = new Group("InfSession_1");
    private final List<Client> clients = new ArrayList<>();
    private final List<FakeLink> links = List.of(join(home), join(home), join(other), join(other));

    private FakeLink join(ManualLoop loop) {
        FakeLink link = new FakeLink(loop, clients.size(), "127.0.0.1:1")
                .connect(switchboard)
                .open();
        group.add(directory.latest);
        clients.add(directory.latest);
        return link;
    }

    private void send(Runnable sending) {
        home.call(sending);
        ManualLoop.runAll(home, other);
    }

    private void assertDisconnected(boolean... which) {
        for (int i = 0; i < which.length; i++) {
            assertEquals(which[i], links.get(i).endReason().isPresent(), "member " + i);
            assertEquals(which[i] ? List.of() : SENT, links.get(i).sent(), "member " + i);
        }
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void membersThatCannotBeWrittenToAreDisconnected(Throwable thrown) {
        links.get(0).failWrites(thrown);
        links.get(3).failWrites(thrown);
        send(() -> group.broadcast(MESSAGE));
        assertDisconnected(true, false, false, true);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void theSameGoesForAMessageToAllButSome(Throwable thrown) {
        links.get(1).failWrites(thrown);
        links.get(2).failWrites(thrown);
        send(() -> group.relayToAllBut(Set.of(), MESSAGE));
        assertDisconnected(false, true, true, false);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void membersOnALoopThatTakesNothingAreDisconnected(Throwable thrown) {
        other.refuse(0, thrown);
        send(() -> group.broadcast(MESSAGE));
        assertDisconnected(false, false, true, true);
        assertTrue(other.reported().contains(thrown));
    }

    @Test
    void ifAMessageCannotBeEncodedAllHaveMissedIt() {
        send(() -> assertThrows(NullPointerException.class, () -> group.broadcast(null)));
        for (FakeLink link : links) {
            assertTrue(link.endReason().isPresent(), link::toString);
        }
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void noneOfSeveralFramesForOneClientIsKeptWhenOneCannotBeWritten(Throwable thrown) {
        links.get(0).failWrites(thrown);
        List<Element> many = List.of(MESSAGE, MESSAGE, MESSAGE);
        send(() -> clients.get(0).writeSeries(group.encode(many, clients.get(0))));
        assertTrue(links.get(0).endReason().isPresent());
    }
}
