// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that the note handles, and what is told to those who listen. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class MessagesTest {
    private final SessionFixture fixture = new SessionFixture().open();
    private final GroupClient client = fixture.creator(fixture.left);
    private final GroupClient other = fixture.creator(fixture.right);

    @AfterEach
    void end() {
        fixture.end();
    }

    @Test
    void whatTheNoteRelaysReachesAllButTheSenderAsItCame() {
        fixture.join(client, "alice", other);

        fixture.send(client, "<say odd='1' user='1'>a &amp; b<c/></say>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of("<say odd=\"1\" user=\"1\">a &amp; b<c/></say>"), other.take());
    }

    @Test
    void whatTheNoteBroadcastsReachesTheSenderToo() {
        fixture.send(client, "<shout/>");

        assertEquals(List.of("<shout/>"), client.take());
        assertEquals(List.of("<shout/>"), other.take());
    }

    @Test
    void whatTheNoteRelaysForAStrangerReachesAll() {
        GroupClient stranger = fixture.connect(fixture.left);

        fixture.home.call(() -> fixture.note.context.relay(Element.empty("news"), stranger.link));
        fixture.run();

        assertEquals(List.of("<news/>"), client.take());
        assertEquals(List.of("<news/>"), other.take());
    }

    @Test
    void aMessageThatTheNoteRefusesIsReportedAndNotAnswered() {
        fixture.send(client, "<nonsense/>", "<echo/>");

        assertEquals(List.of("<echo/>"), client.take());
        assertEquals(List.of(), other.take());
        assertEquals(List.of("failed: " + client.link + ": Unknown message"), fixture.events);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("test"),
                new NoClassDefFoundError("test"),
                new StackOverflowError(),
                new AssertionError("test"),
                new InternalError("test"),
                new Error("test"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureOfTheNoteHarmsTheMessageAlone(Throwable failure) {
        fixture.join(client, "alice", other);
        fixture.note.failures.put("received", failure);
        fixture.send(client, "<say user='1'>lost</say>");
        fixture.note.failures.clear();

        fixture.send(client, "<say user='1'>kept</say>");

        assertEquals(List.of("<say user=\"1\">kept</say>"), other.take());
        assertEquals("failed: " + client.link + ": The message failed: " + failure, fixture.events.get(1));
        assertEquals(List.of("1 alice active"), fixture.users());
    }

    @Test
    void listenersAreToldInTheOrderOfWhatHappens() {
        fixture.join(client, "alice", other);
        fixture.send(client, "<user-status-change id='1' status='inactive'/>");
        fixture.send(client, "<say user='1'>hello</say>");
        fixture.session.save();
        fixture.run();
        fixture.send(client, "<say user='2'>wrong</say>");
        fixture.join(client, "bob", other);
        client.link.close();
        fixture.run();

        assertEquals(
                List.of(
                        "joined: user 1 \"alice\" (active)",
                        "changed: user 1 \"alice\" (inactive)",
                        "changed: user 1 \"alice\" (active)",
                        "Saved[]",
                        "failed: " + client.link + ": Not your user",
                        "joined: user 2 \"bob\" (active)",
                        "left: user 2 \"bob\" (active)",
                        "left: user 1 \"alice\" (active)"),
                fixture.events);
    }

    @Test
    void listenersOfASessionThatHasEndedAreToldNothing() {
        fixture.end();
        fixture.environment.observe(fixture.session.view(), (session, event) -> fixture.events.add("late"));

        fixture.send(client, "<say user='2'>wrong</say>");

        assertEquals(List.of(), fixture.events);
    }

    @Test
    void aListenerIsToldNothingAfterItHasClosed() {
        var heard = new ArrayList<String>();
        var subscription =
                fixture.environment.observe(fixture.session.view(), (session, event) -> heard.add(event.toString()));
        fixture.send(client, "<nonsense/>");
        subscription.close();
        fixture.send(client, "<nonsense/>");

        assertEquals(1, heard.size());
        assertEquals(2, fixture.events.size());
    }

    @Test
    void theViewSaysWhatTheSessionIs() {
        var view = fixture.session.view();

        assertEquals(fixture.node, view.node().orElseThrow());
        assertEquals("InfTest", view.type());
        assertEquals(List.of("InfTest", "InfTestSession", "InfSession"), view.types());
        assertEquals("/folder/test", view.toString());
        assertTrue(view.subscribers().containsAll(List.of(client.link, other.link)));
        assertEquals(List.of(view), fixture.registry.snapshot());
    }
}
