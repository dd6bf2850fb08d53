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
    private final SessionFixture world = new SessionFixture().open();
    private final GroupClient client = world.creator(world.left);
    private final GroupClient other = world.creator(world.right);

    @AfterEach
    void end() {
        world.end();
    }

    @Test
    void whatTheNoteRelaysReachesAllButTheSenderAsItCame() {
        world.join(client, "alice", other);

        world.send(client, "<say odd='1' user='1'>a &amp; b<c/></say>");

        assertEquals(List.of(), client.take());
        assertEquals(List.of("<say odd=\"1\" user=\"1\">a &amp; b<c/></say>"), other.take());
    }

    @Test
    void whatTheNoteBroadcastsReachesTheSenderToo() {
        world.send(client, "<shout/>");

        assertEquals(List.of("<shout/>"), client.take());
        assertEquals(List.of("<shout/>"), other.take());
    }

    @Test
    void whatTheNoteRelaysForAStrangerReachesAll() {
        GroupClient stranger = world.connect(world.left);

        world.home.call(() -> world.note.context.relay(Element.empty("news"), stranger.link));
        world.run();

        assertEquals(List.of("<news/>"), client.take());
        assertEquals(List.of("<news/>"), other.take());
    }

    @Test
    void aMessageThatTheNoteRefusesIsReportedAndNotAnswered() {
        world.send(client, "<nonsense/>", "<echo/>");

        assertEquals(List.of("<echo/>"), client.take());
        assertEquals(List.of(), other.take());
        assertEquals(List.of("failed: " + client.link + ": Unknown message"), world.events);
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
        world.join(client, "alice", other);
        world.note.failures.put("received", failure);
        world.send(client, "<say user='1'>lost</say>");
        world.note.failures.clear();

        world.send(client, "<say user='1'>kept</say>");

        assertEquals(List.of("<say user=\"1\">kept</say>"), other.take());
        assertEquals("failed: " + client.link + ": The message failed: " + failure, world.events.get(1));
        assertEquals(List.of("1 alice active"), world.users());
    }

    @Test
    void listenersAreToldInTheOrderOfWhatHappens() {
        world.join(client, "alice", other);
        world.send(client, "<user-status-change id='1' status='inactive'/>");
        world.send(client, "<say user='1'>hello</say>");
        world.session.save();
        world.run();
        world.send(client, "<say user='2'>wrong</say>");
        world.join(client, "bob", other);
        client.link.close();
        world.run();

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
                world.events);
    }

    @Test
    void listenersOfASessionThatHasEndedAreToldNothing() {
        world.end();
        world.environment.observe(world.session.view(), (session, event) -> world.events.add("late"));

        world.send(client, "<say user='2'>wrong</say>");

        assertEquals(List.of(), world.events);
    }

    @Test
    void aListenerIsToldNothingAfterItHasClosed() {
        var heard = new ArrayList<String>();
        var subscription =
                world.environment.observe(world.session.view(), (session, event) -> heard.add(event.toString()));
        world.send(client, "<nonsense/>");
        subscription.close();
        world.send(client, "<nonsense/>");

        assertEquals(1, heard.size());
        assertEquals(2, world.events.size());
    }

    @Test
    void theViewSaysWhatTheSessionIs() {
        var view = world.session.view();

        assertEquals(world.node, view.node().orElseThrow());
        assertEquals("InfTest", view.type());
        assertEquals(List.of("InfTest", "InfTestSession", "InfSession"), view.types());
        assertEquals("/folder/test", view.toString());
        assertTrue(view.subscribers().containsAll(List.of(client.link, other.link)));
        assertEquals(List.of(view), world.registry.snapshot());
    }
}
