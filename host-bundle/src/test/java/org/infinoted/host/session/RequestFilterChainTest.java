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
    private final SessionFixture world = new SessionFixture(gate).open();
    private final GroupClient client = world.creator(world.left);
    private final GroupClient other = world.creator(world.right);

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
        world.end();
    }

    private void accept() {
        gate.verdicts.remove().accept(Optional.empty());
        world.run();
    }

    private void refuse(String reason) {
        gate.verdicts.remove().accept(Optional.of(reason));
        world.run();
    }

    @Test
    void aMessageWaitsForItsVerdictAndAllBehindItWaitInTheirOrder() {
        world.join(client, "alice", other);
        world.join(other, "bob", client);
        world.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");
        world.send(other, "<say user='2'>three</say>");
        assertEquals(List.of(), other.take());
        assertEquals(1, gate.verdicts.size(), "one at a time is judged");

        accept();
        assertEquals(List.of("<say user=\"1\">one</say>"), other.take());
        accept();
        accept();

        assertEquals(List.of("<say user=\"1\">two</say>"), other.take());
        assertEquals(List.of("<say user=\"2\">three</say>"), client.take());
        assertEquals(List.of("one", "two", "three"), world.note.said());
    }

    @Test
    void whoJudgesSeesTheSessionTheConnectionTheUserAndTheMessage() {
        world.join(client, "alice", other);
        world.send(client, "<say user='1'>one</say>");
        accept();
        world.send(other, "<say user='1'>two</say>");

        SessionRequest first = gate.requests.get(0);
        assertSame(world.session.view(), first.session());
        assertSame(client.link, first.connection());
        assertEquals(Optional.of("alice"), first.user().map(User::name));
        assertEquals("<say user=\"1\">one</say>", first.message().toString());
        assertEquals(Optional.empty(), gate.requests.get(1).user(), "it is another connection's");
        accept();
    }

    @Test
    void aRefusedMessageIsToldToTheNoteAndToListenersAndToNobodyElse() {
        world.join(client, "alice", other);
        world.events.clear();
        world.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");

        refuse("no ones");
        accept();

        assertEquals(List.of("<say user=\"1\">two</say>"), other.take());
        assertEquals(List.of("failed: " + client.link + ": A message was refused: no ones"), world.events);
        assertEquals(List.of("<say user=\"1\">one</say>: no ones"), world.note.refused);
    }

    @Test
    void joinsAndChangesOfStatusAreNotJudgedButWaitBehindWhatIs() {
        world.join(client, "alice", other);
        world.send(client, "<say user='1'>one</say>", "<user-status-change id='1' status='inactive'/>");
        assertEquals(List.of("1 alice active"), world.users());

        accept();

        assertEquals(List.of("1 alice inactive"), world.users());
        assertEquals(1, gate.requests.size());
    }

    @Test
    void whatAClientSentBeforeItWentIsDoneIfItIsAccepted() {
        world.join(client, "alice", other);
        world.send(client, "<say user='1'>one</say>");
        client.link.close();
        world.run();

        accept();
        assertEquals(List.of("<say user=\"1\">one</say>"), other.take().subList(0, 1));
        assertEquals(List.of("1 alice unavailable"), world.users());
    }

    @Test
    void aSessionThatEndsWhileAMessageIsJudgedDropsIt() {
        world.join(client, "alice", other);
        world.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");
        world.end();

        accept();

        assertEquals(List.of(), world.note.said());
        assertEquals(0, gate.verdicts.size());
        assertEquals(List.of("<session-close/>"), other.take());
    }

    @Test
    void aVerdictThatIsThereAtOnceChangesNothingInTheOrder() {
        world.join(client, "alice", other);
        gate.open = true;
        world.send(client, "<say user='1'>one</say>", "<say user='1'>two</say>");

        assertEquals(List.of("<say user=\"1\">one</say>", "<say user=\"1\">two</say>"), other.take());
    }

    @Test
    void aSessionIsSavedAndClosedBehindWhatIsBeingJudged() {
        world.join(client, "alice", other);
        world.send(client, "<say user='1'>one</say>");
        var closed = world.session.closeSaved().toCompletableFuture();
        world.run();
        assertEquals(List.of(), world.saver.written);

        accept();

        assertTrue(closed.isDone());
        assertEquals(List.of("one"), world.saver.written);
        assertEquals(List.of("<say user=\"1\">one</say>", "<session-close/>"), other.take());
    }
}
