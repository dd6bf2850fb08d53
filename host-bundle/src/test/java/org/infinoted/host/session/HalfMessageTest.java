// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

    private void checkAllBeginAnew(List<String> users) {
        for (GroupClient client : List.of(first, second, third)) {
            List<String> told = client.take();
            assertEquals("<session-close/>", told.get(told.size() - 1), told.toString());
        }
        assertEquals(List.of(), fixture.session.view().subscribers());
        assertEquals(users, fixture.users());
        GroupClient again = fixture.subscriber(fixture.left);
        fixture.join(again, "alice");
        assertTrue(fixture.users().contains("1 alice active"), fixture.users().toString());
    }

    @Test
    void ofAJoin() {
        open();
        second.link.failOnce(new OutOfMemoryError("injected"));
        fixture.send(third, "<user-join name='carol' time='' caret='0'/>");
        checkAllBeginAnew(List.of("1 alice unavailable", "2 carol unavailable"));
    }

    @Test
    void ofAPluginsJoin() {
        open();
        second.link.failOnce(new OutOfMemoryError("injected"));
        CompletableFuture<LocalUser> joined =
                fixture.environment.join(fixture.session.view(), "bot").toCompletableFuture();
        fixture.run();
        assertThrows(CompletionException.class, joined::join);
        checkAllBeginAnew(List.of("1 alice unavailable", "2 bot unavailable"));
    }

    @Test
    void ofAChangeOfStatus() {
        open();
        second.link.failOnce(new StackOverflowError("injected"));
        fixture.send(first, "<user-status-change id='1' status='inactive'/>");
        checkAllBeginAnew(List.of("1 alice unavailable"));
    }

    @Test
    void ofALeaving() {
        open();
        second.link.failOnce(new AssertionError("injected"));
        fixture.send(first, "<user-status-change id='1' status='unavailable'/>");
        checkAllBeginAnew(List.of("1 alice unavailable"));
    }

    @Test
    void ofTheLeavingOfAClient() {
        open();
        fixture.join(first, "alice2", second, third);
        third.link.failOnce(new OutOfMemoryError("injected"));
        fixture.send(first, "<session-unsubscribe/>");
        assertTrue(fixture.note.comings.contains("unsubscribed 1"));
        assertEquals(List.of("1 alice unavailable", "2 alice2 unavailable"), fixture.users());
        List<String> told = second.take();
        assertEquals("<session-close/>", told.get(told.size() - 1));
        assertEquals(List.of(), fixture.session.view().subscribers());
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
    void aClientThatCannotBeToldIsDisconnected() {
        open();
        second.link.failAlways(new OutOfMemoryError("injected"));
        fixture.send(third, "<user-join name='carol' time='' caret='0'/>");
        assertTrue(second.link.endReason().orElseThrow().startsWith("internal-server-error"));
        assertEquals(List.of(), fixture.session.view().subscribers());
    }

    @Test
    void aContentThatCannotBeSentLeavesNoSubscriber() {
        open();
        GroupClient late = fixture.connect(fixture.home);
        late.link.failOnce(new OutOfMemoryError("injected"));
        CompletableFuture<Void> entered = fixture.session.subscribe(late.client).toCompletableFuture();
        fixture.run();
        assertTrue(entered.isDone());
        assertEquals(3, fixture.session.view().subscribers().size());
        List<String> told = late.take();
        assertEquals("<session-close/>", told.get(told.size() - 1));
    }
}
