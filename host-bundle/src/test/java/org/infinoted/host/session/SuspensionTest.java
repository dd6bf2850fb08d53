// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.session.ForwardingSession;
import org.infinoted.session.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The provider of a session's note type goes, and another one takes over. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class SuspensionTest {
    /** As much as may be under way for one client. */
    private static final int MUCH = 256;

    private final SessionFixture world = new SessionFixture().open();
    private final GroupClient alice = world.creator(world.left);
    private final GroupClient bob = world.subscriber(world.right);
    private final TestNote successor = new TestNote(world.home);

    /** A provider whose next note is this one. */
    private record Provider(Note next) implements NoteType {
        @Override
        public List<String> sessionTypes() {
            return List.of("InfTestSession", "InfSession");
        }

        @Override
        public Note create() {
            return next;
        }

        @Override
        public Note read(InputStream stored) {
            throw new AssertionError("Nothing is read");
        }
    }

    private CompletableFuture<Void> suspend() {
        CompletionStage<Void> suspended = world.session.suspend();
        world.run();
        return suspended.toCompletableFuture();
    }

    private CompletableFuture<Void> resume(Note note) {
        CompletionStage<Void> resumed = world.session.resume(new Provider(note));
        world.run();
        return resumed.toCompletableFuture();
    }

    private void say(GroupClient client, int user, String text) {
        world.send(client, "<say user='" + user + "'>" + text + "</say>");
    }

    @Test
    void successorGetsUsersAndContentAndNobodyIsTold() {
        world.join(alice, "Alice", bob);
        world.join(bob, "Bob", alice);
        say(alice, 1, "one");
        bob.take();

        assertTrue(suspend().isDone());
        assertNull(SaveTest.failure(resume(successor)));

        assertEquals(List.of("one"), successor.said());
        assertEquals(List.of("addUser", "addUser", "synchronizationReceived", "synchronizationEnded"), successor.calls);
        assertEquals(List.of(), alice.take());
        assertEquals(List.of(), bob.take());
        say(bob, 2, "two");
        assertEquals(List.of("<say user=\"2\">two</say>"), alice.take());
        assertEquals(List.of("one", "two"), successor.said());
        world.end();
    }

    @Test
    void whatWasModifiedIsSavedBeforeTheProviderIsLetGo() {
        world.join(alice, "Alice", bob);
        say(alice, 1, "one");
        world.saver.slow = true;

        CompletableFuture<Void> suspended = suspend();
        assertFalse(suspended.isDone());
        assertEquals(List.of("one"), world.saver.written);
        world.saver.finish();
        world.run();

        assertTrue(suspended.isDone());
        assertEquals("close", world.note.calls.get(world.note.calls.size() - 1));
        world.end();
    }

    @Test
    void whatCouldNotBeSavedGoesOnAndIsSavedLater() {
        world.join(alice, "Alice", bob);
        say(alice, 1, "one");
        world.saver.slow = true;
        CompletableFuture<Void> suspended = suspend();
        world.saver.fail(new IOException("full"));
        world.run();
        assertTrue(suspended.isDone());
        world.saver.slow = false;

        resume(successor);
        world.session.save();
        world.run();

        assertEquals(List.of("one", "one"), world.saver.written);
        world.end();
    }

    @Test
    void whatComesMeanwhileIsHandledInItsOrderAfterwards() {
        world.join(alice, "Alice", bob);
        world.join(bob, "Bob", alice);
        suspend();

        say(alice, 1, "a");
        say(bob, 2, "b");
        say(alice, 1, "c");
        assertEquals(List.of(), bob.take());
        resume(successor);

        assertEquals(List.of("a", "b", "c"), successor.said());
        assertEquals(List.of("<say user=\"1\">a</say>", "<say user=\"1\">c</say>"), bob.take());
        assertEquals(List.of("<say user=\"2\">b</say>"), alice.take());
        world.end();
    }

    @Test
    void whoSubscribesMeanwhileGetsTheContentAfterwards() {
        world.join(alice, "Alice", bob);
        say(alice, 1, "one");
        suspend();

        GroupClient carol = world.synchronizing(world.left);
        assertEquals(List.of(), carol.take());
        say(alice, 1, "two");
        resume(successor);

        List<String> got = carol.take();
        assertEquals("<sync-begin num-messages=\"2\"/>", got.get(0));
        assertEquals(
                List.of("<say user=\"1\">one</say>", "<sync-end/>", "<say user=\"1\">two</say>"), got.subList(2, 5));
        world.end();
    }

    @Test
    void whoGoesMeanwhileHasLeftAfterwards() {
        world.join(alice, "Alice", bob);
        suspend();

        alice.link.close();
        world.run();
        assertEquals(List.of(), bob.take());
        resume(successor);

        assertEquals(List.of("<user-status-change id=\"1\" status=\"unavailable\"/>"), bob.take());
        assertEquals(List.of("1 Alice unavailable"), world.users());
        world.end();
    }

    @Test
    void whoSendsTooMuchMeanwhileIsNotReadFromUntilItIsHandled() {
        world.join(alice, "Alice", bob);
        suspend();

        for (int i = 0; i < MUCH; i++) {
            alice.send("<say user='1'>x</say>");
        }
        world.run();
        assertTrue(alice.link.isReadingPaused());
        resume(successor);

        assertFalse(alice.link.isReadingPaused());
        assertEquals(MUCH, successor.said().size());
        bob.take();
        world.end();
    }

    @Test
    void pluginsKeepTheSessionTheyHave() {
        Session before = world.session.view();
        suspend();
        assertEquals(List.of(before), world.registry.snapshot());

        resume(successor);

        assertSame(before, world.session.view());
        assertEquals(List.of(before), world.registry.snapshot());
        world.join(alice, "Alice", bob);
        assertEquals(List.of("1 Alice active"), SessionFixture.users(before));
        world.end();
    }

    /** A kind of session that only one provider knows. */
    private interface Special extends Session {}

    @Test
    void sessionOfAnotherKindTakesThePlaceOfTheOldOne() {
        Session before = world.session.view();
        suspend();

        resume(new TestNote(world.home) {
            @Override
            public Session view(Session session) {
                class View extends ForwardingSession implements Special {
                    View() {
                        super(session);
                    }
                }
                return new View();
            }
        });

        assertInstanceOf(Special.class, world.session.view());
        assertEquals(List.of(world.session.view()), world.registry.snapshot());
        assertFalse(world.registry.snapshot().contains(before));
        world.end();
    }

    @Test
    void successorThatDoesNotTakeTheContentIsRefused() {
        world.join(alice, "Alice", bob);
        say(alice, 1, "one");
        bob.take();
        suspend();
        successor.failures.put("synchronizationReceived", new IllegalStateException("no"));

        assertInstanceOf(IllegalStateException.class, SaveTest.failure(resume(successor)));

        say(alice, 1, "two");
        world.session.close(true);
        world.run();
        assertEquals(List.of("<session-close/>"), alice.take());
        assertEquals(List.of("one"), world.saver.written);
        assertEquals(List.of(), world.registry.snapshot());
    }

    @Test
    void contentThatCannotBeTakenOverFailsTheSuspension() {
        world.note.failures.put("synchronization", new IllegalStateException("no"));

        assertInstanceOf(IllegalStateException.class, SaveTest.failure(suspend()));

        world.session.close(true);
        world.run();
        assertEquals(List.of("<session-close/>"), alice.take());
    }

    @Test
    void closingWhileSuspendedAnswersWhatWaits() {
        world.join(alice, "Alice", bob);
        suspend();
        say(alice, 1, "lost");
        GroupClient carol = world.synchronizing(world.left);
        List<Throwable> failures = new ArrayList<>();
        world.session.save().whenComplete((done, failure) -> failures.add(failure));

        world.session.close(true);
        world.run();

        assertEquals(List.of("<session-close/>"), alice.take());
        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>", "<session-close/>"), carol.take());
        assertInstanceOf(IllegalStateException.class, failures.get(0));
        assertInstanceOf(IllegalStateException.class, SaveTest.failure(resume(successor)));
        assertEquals(0, world.home.scheduledCount());
    }

    @Test
    void suspendedSessionIsNotIdle() {
        alice.link.close();
        bob.link.close();
        world.run();
        suspend();
        world.advance(SessionFixture.IDLE_TIME.multipliedBy(2));
        assertEquals(List.of(), world.owner.events);

        resume(successor);
        world.advance(SessionFixture.IDLE_TIME);

        assertEquals(List.of("idle"), world.owner.events);
        world.end();
    }

    @Test
    void whatDoesNotFitTheStateIsRefusedAndChangesNothing() {
        world.join(alice, "Alice", bob);
        say(alice, 1, "one");
        bob.take();

        assertInstanceOf(IllegalStateException.class, SaveTest.failure(resume(successor)));
        say(alice, 1, "two");
        assertEquals(List.of("one", "two"), world.note.said());
        suspend();
        assertInstanceOf(IllegalStateException.class, SaveTest.failure(suspend()));
        var closed = world.session.closeIfIdle().toCompletableFuture();
        world.run();
        assertFalse(closed.join());
        assertNull(SaveTest.failure(resume(successor)));
        say(alice, 1, "three");

        assertEquals(List.of("one", "two", "three"), successor.said());
        world.end();
    }

    @Test
    void aSessionThatIsClosedMeanwhileIsSuspendedWhenItsNoteIsClosed() {
        world.join(alice, "Alice", bob);
        say(alice, 1, "one");
        world.saver.slow = true;
        CompletableFuture<Void> suspended = suspend();
        world.session.close(true);
        world.run();
        world.saver.finish();
        world.run();
        assertEquals(world.note.calls.contains("close"), suspended.isDone());
        world.saver.finish();
        world.run();

        assertNull(SaveTest.failure(suspended));
        assertTrue(world.note.calls.contains("close"));
        alice.take();
        bob.take();
    }
}
