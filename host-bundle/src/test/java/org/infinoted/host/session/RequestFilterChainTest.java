// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.session.SessionRequest;
import org.infinoted.session.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages that are judged before they are handled. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class RequestFilterChainTest {
    private final Gate gate = new Gate();
    private final SessionFixture fixture = new SessionFixture(gate).open();
    private final GroupClient client = fixture.creator(fixture.left);
    private final GroupClient other = fixture.creator(fixture.right);

    /** Gives its verdicts when the test says so. */
    private static final class Gate implements RequestFilterChain {
        private final List<SessionRequest> requests = new ArrayList<>();
        private final Deque<Consumer<Optional<String>>> verdicts = new ArrayDeque<>();
        private boolean open;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void judge(SessionRequest request, Consumer<Optional<String>> verdict) {
            requests.add(request);
            verdicts.add(verdict);
        }
    }

    @AfterEach
    void end() {
        fixture.end();
    }

    private void accept() {
        gate.verdicts.remove().accept(Optional.empty());
        fixture.run();
    }

    private void refuse(String reason) {
        gate.verdicts.remove().accept(Optional.of(reason));
        fixture.run();
    }

    @Test
    void aMessageWaitsForItsVerdictAndAllBehindItWaitInTheirOrder() {
        fixture.join(client, "alice", other);
        fixture.join(other, "bob", client);
        fixture.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");
        fixture.send(other, "<say user='2'>three</say>");
        assertEquals(List.of(), other.take());
        assertEquals(1, gate.verdicts.size(), "one at a time is judged");

        accept();
        assertEquals(List.of("<say user=\"1\">one</say>"), other.take());
        accept();
        accept();

        assertEquals(List.of("<say user=\"1\">two</say>"), other.take());
        assertEquals(List.of("<say user=\"2\">three</say>"), client.take());
        assertEquals(List.of("one", "two", "three"), fixture.note.said());
    }

    @Test
    void whoJudgesSeesTheSessionTheConnectionTheUserAndTheMessage() {
        fixture.join(client, "alice", other);
        fixture.send(client, "<say user='1'>one</say>");
        accept();
        fixture.send(other, "<say user='1'>two</say>");

        SessionRequest first = gate.requests.get(0);
        assertSame(fixture.session.view(), first.session());
        assertSame(client.link, first.connection());
        assertEquals(Optional.of("alice"), first.user().map(User::name));
        assertEquals("<say user=\"1\">one</say>", first.message().toString());
        assertEquals(Optional.empty(), gate.requests.get(1).user(), "it is another connection's");
        accept();
    }

    @Test
    void aRefusedMessageIsToldToTheNoteAndToListenersAndToNobodyElse() {
        fixture.join(client, "alice", other);
        fixture.events.clear();
        fixture.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");

        refuse("no ones");
        accept();

        assertEquals(List.of("<say user=\"1\">two</say>"), other.take());
        assertEquals(List.of("failed: " + client.link + ": A message was refused: no ones"), fixture.events);
        assertEquals(List.of("<say user=\"1\">one</say>: no ones"), fixture.note.refused);
    }

    @Test
    void joinsAndChangesOfStatusAreNotJudgedButWaitBehindWhatIs() {
        fixture.join(client, "alice", other);
        fixture.send(client, "<say user='1'>one</say>", "<user-status-change id='1' status='inactive'/>");
        assertEquals(List.of("1 alice active"), fixture.users());

        accept();

        assertEquals(List.of("1 alice inactive"), fixture.users());
        assertEquals(1, gate.requests.size());
    }

    @Test
    void whatAClientSentBeforeItWentIsDoneIfItIsAccepted() {
        fixture.join(client, "alice", other);
        fixture.send(client, "<say user='1'>one</say>");
        client.link.close();
        fixture.run();

        accept();
        assertEquals(List.of("<say user=\"1\">one</say>"), other.take().subList(0, 1));
        assertEquals(List.of("1 alice unavailable"), fixture.users());
    }

    @Test
    void aSessionThatEndsWhileAMessageIsJudgedDropsIt() {
        fixture.join(client, "alice", other);
        fixture.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");
        fixture.end();

        accept();

        assertEquals(List.of(), fixture.note.said());
        assertEquals(0, gate.verdicts.size());
        assertEquals(List.of("<session-close/>"), other.take());
    }

    @Test
    void aVerdictThatIsThereAtOnceChangesNothingInTheOrder() {
        fixture.join(client, "alice", other);
        gate.open = true;
        fixture.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");

        assertEquals(List.of("<say user=\"1\">one</say>", "<say user=\"1\">two</say>"), other.take());
    }

    @Test
    void aSessionIsSavedAndClosedBehindWhatIsBeingJudged() {
        fixture.join(client, "alice", other);
        fixture.send(client, "<say user='1'>one</say>");
        var closed = fixture.session.closeSaved().toCompletableFuture();
        fixture.run();
        assertEquals(List.of(), fixture.saver.written);

        accept();

        assertTrue(closed.isDone());
        assertEquals(List.of("one"), fixture.saver.written);
        assertEquals(List.of("<say user=\"1\">one</say>", "<session-close/>"), other.take());
    }
}
