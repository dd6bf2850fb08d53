// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.infinoted.connection.Connection;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.session.LocalUser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When telling the subscribers of something fails in the middle, all of them begin anew: nobody goes on with half of it. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class HalfMessageTest {
    private final SessionFixture fixture = new SessionFixture();
    private GroupClient first;
    private GroupClient second;
    private GroupClient third;

    private void open() {
        fixture.open();
        first = fixture.creator(fixture.home);
        second = fixture.creator(fixture.home);
        third = fixture.creator(fixture.home);
        fixture.join(first, "alice", second, third);
    }

    @AfterEach
    void end() {
        fixture.end();
    }

    /** The one that cannot be told is disconnected. Those who are left know the same, and go on. */
    private void checkOnlyOneGoes(GroupClient one, List<GroupClient> left, List<String> users) {
        assertTrue(one.link.endReason().orElseThrow().startsWith("internal-server-error"));
        assertEquals(
                left.stream().map(client -> client.link.id()).toList(),
                fixture.session.view().subscribers().stream()
                        .map(Connection::id)
                        .toList());
        assertEquals(users, fixture.users());
    }

    private static boolean isTold(GroupClient client, String message) {
        return client.take().stream().anyMatch(told -> told.startsWith(message));
    }

    @Test
    void ofAJoin() {
        open();
        second.link.failWrites(new OutOfMemoryError("injected"));
        fixture.send(third, "<user-join name='carol' time='' caret='0'/>");
        checkOnlyOneGoes(second, List.of(first, third), List.of("1 alice active", "2 carol active"));
        assertTrue(isTold(first, "<user-join id=\"2\" name=\"carol\""));
        assertTrue(isTold(third, "<user-join id=\"2\" name=\"carol\""));
    }

    @Test
    void ofAPluginsJoin() {
        open();
        second.link.failWrites(new OutOfMemoryError("injected"));
        CompletableFuture<LocalUser> joined =
                fixture.environment.join(fixture.session.view(), "bot").toCompletableFuture();
        fixture.run();
        assertTrue(joined.isDone() && !joined.isCompletedExceptionally());
        checkOnlyOneGoes(second, List.of(first, third), List.of("1 alice active", "2 bot active"));
        assertTrue(isTold(third, "<user-join id=\"2\" name=\"bot\""));
    }

    @Test
    void ofAChangeOfStatus() {
        open();
        second.link.failWrites(new StackOverflowError("injected"));
        fixture.send(first, "<user-status-change id='1' status='inactive'/>");
        checkOnlyOneGoes(second, List.of(first, third), List.of("1 alice inactive"));
        assertTrue(isTold(third, "<user-status-change id=\"1\" status=\"inactive\""));
    }

    @Test
    void ofALeaving() {
        open();
        second.link.failWrites(new AssertionError("injected"));
        fixture.send(first, "<user-status-change id='1' status='unavailable'/>");
        checkOnlyOneGoes(second, List.of(first, third), List.of("1 alice unavailable"));
        assertTrue(isTold(third, "<user-status-change id=\"1\" status=\"unavailable\""));
    }

    @Test
    void ofTheLeavingOfAClient() {
        open();
        fixture.join(first, "alice2", second, third);
        third.link.failWrites(new OutOfMemoryError("injected"));
        fixture.send(first, "<session-unsubscribe/>");
        assertTrue(fixture.note.comings.contains("unsubscribed 1"));
        checkOnlyOneGoes(third, List.of(second), List.of("1 alice unavailable", "2 alice2 unavailable"));
        assertTrue(isTold(second, "<user-status-change id=\"2\" status=\"unavailable\""));
    }

    @Test
    void theNoteLearnsThatNobodyHasJoined() {
        open();
        fixture.note.failures.put("describe", new OutOfMemoryError("injected"));
        fixture.note.calls.clear();
        fixture.send(second, "<user-join name='bob' time='' caret='0'/>");
        assertEquals(List.of("joined", "left"), fixture.note.calls);
        assertEquals(List.of("1 alice active"), fixture.users());
        assertEquals(List.of(), first.take());
    }

    @Test
    void aContentThatCannotBeSentLeavesNoSubscriber() {
        open();
        GroupClient late = fixture.connect(fixture.home);
        late.link.failWrites(new OutOfMemoryError("injected"));
        CompletableFuture<Void> entered = fixture.session.subscribe(late.client).toCompletableFuture();
        fixture.run();
        assertTrue(entered.isDone());
        checkOnlyOneGoes(late, List.of(first, second, third), List.of("1 alice active"));
    }
}
