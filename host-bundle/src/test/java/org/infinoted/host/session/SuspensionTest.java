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
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The provider of a session's note type goes, and another one takes over. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class SuspensionTest {
    private static final String ERRORS = "org.infinoted.host.stream.InjectedErrors#all";

    /** As much as may be under way for one client. */
    private static final int MUCH = 256;

    private final SessionFixture fixture = new SessionFixture().open();
    private final GroupClient alice = fixture.creator(fixture.left);
    private final GroupClient bob = fixture.subscriber(fixture.right);
    private final TestNote successor = new TestNote(fixture.home);

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
        CompletionStage<Void> suspended = fixture.session.suspend();
        fixture.run();
        return suspended.toCompletableFuture();
    }

    private CompletableFuture<Void> resume(Note note) {
        CompletionStage<Void> resumed = fixture.session.resume(new Provider(note));
        fixture.run();
        return resumed.toCompletableFuture();
    }

    private void say(GroupClient client, int user, String text) {
        fixture.send(client, "<say user='" + user + "'>" + text + "</say>");
    }

    @Test
    void successorGetsUsersAndContentAndNobodyIsTold() {
        fixture.join(alice, "Alice", bob);
        fixture.join(bob, "Bob", alice);
        say(alice, 1, "one");
        bob.take();

        assertTrue(suspend().isDone());
        assertNull(SaveTest.failure(resume(successor)));

        assertEquals(List.of("one"), successor.said());
        assertEquals(
                List.of(
                        "replaces",
                        "addUser",
                        "addUser",
                        "synchronizationReceived",
                        "synchronizationEnded",
                        "subscribed 1",
                        "subscribed 2"),
                successor.comings);
        assertEquals(List.of(), alice.take());
        assertEquals(List.of(), bob.take());
        say(bob, 2, "two");
        assertEquals(List.of("<say user=\"2\">two</say>"), alice.take());
        assertEquals(List.of("one", "two"), successor.said());
        fixture.end();
    }

    @Test
    void successorGetsWhatItsPredecessorHandsOver() {
        fixture.note.handover = List.of(Element.empty("views"), Element.empty("more"));

        suspend();
        resume(successor);

        assertEquals(List.of("synchronization", "handover", "close"), lastOf(fixture.note.calls, 3));
        assertEquals(List.of(Element.empty("views"), Element.empty("more")), successor.replaced);
        fixture.end();
    }

    private static List<String> lastOf(List<String> calls, int count) {
        return calls.subList(calls.size() - count, calls.size());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void handoverThatFailsFailsTheSuspension(Throwable thrown) {
        fixture.note.failures.put("handover", thrown);

        assertSame(thrown, SaveTest.failure(suspend()));

        fixture.session.close(true);
        fixture.run();
        assertEquals(List.of("<session-close/>"), alice.take());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void successorThatDoesNotTakeTheHandoverIsRefused(Throwable thrown) {
        suspend();
        successor.failures.put("replaces", thrown);

        assertSame(thrown, SaveTest.failure(resume(successor)));

        fixture.session.close(true);
        fixture.run();
        assertEquals(List.of("<session-close/>"), alice.take());
    }

    @Test
    void successorMayRemoveSubscribersItCannotGoOnWith() {
        fixture.join(alice, "Alice", bob);
        fixture.join(bob, "Bob", alice);
        suspend();
        say(alice, 1, "lost");
        say(bob, 2, "kept");
        successor.onSubscribed = connection -> {
            if (connection == alice.link) {
                successor.context.unsubscribe(connection);
            }
        };

        resume(successor);

        assertEquals(List.of("<session-close/>"), alice.take());
        assertEquals(List.of("<user-status-change id=\"1\" status=\"unavailable\"/>"), bob.take());
        assertEquals(List.of("1 Alice unavailable", "2 Bob active"), fixture.users());
        assertEquals(List.of(bob.link), fixture.session.view().subscribers());
        assertEquals(
                List.of("subscribed 1", "left", "unsubscribed 1", "subscribed 2", "received say"),
                lastOf(successor.comings, 5));
        assertEquals(List.of("kept"), successor.said());
        fixture.end();
    }

    @Test
    void successorThatRemovesAllSubscribersIsIdle() {
        successor.onSubscribed = connection -> {
            successor.context.unsubscribe(alice.link);
            successor.context.unsubscribe(bob.link);
        };
        suspend();

        resume(successor);

        assertEquals(List.of("unsubscribed 1", "unsubscribed 2"), lastOf(successor.comings, 2));
        fixture.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of("idle"), fixture.owner.events);
        fixture.end();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void successorThatFailsForOneSubscriberGoesOn(Throwable thrown) {
        fixture.join(alice, "Alice", bob);
        successor.failures.put("subscribed", thrown);
        suspend();

        assertNull(SaveTest.failure(resume(successor)));

        say(alice, 1, "one");
        assertEquals(List.of("<say user=\"1\">one</say>"), bob.take());
        fixture.end();
    }

    @Test
    void whoGoesMeanwhileIsASubscriberOfTheSuccessorUntilThatIsHandled() {
        fixture.join(alice, "Alice", bob);
        suspend();
        alice.link.close();
        fixture.run();

        resume(successor);

        assertEquals(List.of("subscribed 1", "subscribed 2", "left", "unsubscribed 1"), lastOf(successor.comings, 4));
        fixture.end();
    }

    @Test
    void whatWasModifiedIsSavedBeforeTheProviderIsLetGo() {
        fixture.join(alice, "Alice", bob);
        say(alice, 1, "one");
        fixture.saver.slow = true;

        CompletableFuture<Void> suspended = suspend();
        assertFalse(suspended.isDone());
        assertEquals(List.of("one"), fixture.saver.written);
        fixture.saver.finish();
        fixture.run();

        assertTrue(suspended.isDone());
        assertEquals("close", fixture.note.calls.get(fixture.note.calls.size() - 1));
        fixture.end();
    }

    @Test
    void whatCouldNotBeSavedGoesOnAndIsSavedLater() {
        fixture.join(alice, "Alice", bob);
        say(alice, 1, "one");
        fixture.saver.slow = true;
        CompletableFuture<Void> suspended = suspend();
        fixture.saver.fail(new IOException("full"));
        fixture.run();
        assertTrue(suspended.isDone());
        fixture.saver.slow = false;

        resume(successor);
        fixture.session.save();
        fixture.run();

        assertEquals(List.of("one", "one"), fixture.saver.written);
        fixture.end();
    }

    @Test
    void whatComesMeanwhileIsHandledInItsOrderAfterwards() {
        fixture.join(alice, "Alice", bob);
        fixture.join(bob, "Bob", alice);
        suspend();

        say(alice, 1, "a");
        say(bob, 2, "b");
        say(alice, 1, "c");
        assertEquals(List.of(), bob.take());
        resume(successor);

        assertEquals(List.of("a", "b", "c"), successor.said());
        assertEquals(List.of("<say user=\"1\">a</say>", "<say user=\"1\">c</say>"), bob.take());
        assertEquals(List.of("<say user=\"2\">b</say>"), alice.take());
        fixture.end();
    }

    @Test
    void whoSubscribesMeanwhileGetsTheContentAfterwards() {
        fixture.join(alice, "Alice", bob);
        say(alice, 1, "one");
        suspend();

        GroupClient carol = fixture.synchronizing(fixture.left);
        assertEquals(List.of(), carol.take());
        say(alice, 1, "two");
        resume(successor);

        List<String> got = carol.take();
        assertEquals("<sync-begin num-messages=\"2\"/>", got.get(0));
        assertEquals(
                List.of("<say user=\"1\">one</say>", "<sync-end/>", "<say user=\"1\">two</say>"), got.subList(2, 5));
        fixture.end();
    }

    @Test
    void whoGoesMeanwhileHasLeftAfterwards() {
        fixture.join(alice, "Alice", bob);
        suspend();

        alice.link.close();
        fixture.run();
        assertEquals(List.of(), bob.take());
        resume(successor);

        assertEquals(List.of("<user-status-change id=\"1\" status=\"unavailable\"/>"), bob.take());
        assertEquals(List.of("1 Alice unavailable"), fixture.users());
        fixture.end();
    }

    @Test
    void whoSendsTooMuchMeanwhileIsNotReadFromUntilItIsHandled() {
        fixture.join(alice, "Alice", bob);
        suspend();

        for (int i = 0; i < MUCH; i++) {
            alice.send("<say user='1'>x</say>");
        }
        fixture.run();
        assertTrue(alice.link.isReadingPaused());
        resume(successor);

        assertFalse(alice.link.isReadingPaused());
        assertEquals(MUCH, successor.said().size());
        bob.take();
        fixture.end();
    }

    @Test
    void pluginsKeepTheSessionTheyHave() {
        Session before = fixture.session.view();
        suspend();
        assertEquals(List.of(before), fixture.registry.snapshot());

        resume(successor);

        assertSame(before, fixture.session.view());
        assertEquals(List.of(before), fixture.registry.snapshot());
        fixture.join(alice, "Alice", bob);
        assertEquals(List.of("1 Alice active"), SessionFixture.users(before));
        fixture.end();
    }

    /** A kind of session that only one provider knows. */
    private interface Special extends Session {}

    @Test
    void sessionOfAnotherKindTakesThePlaceOfTheOldOne() {
        Session before = fixture.session.view();
        suspend();

        resume(new TestNote(fixture.home) {
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

        assertInstanceOf(Special.class, fixture.session.view());
        assertEquals(List.of(fixture.session.view()), fixture.registry.snapshot());
        assertFalse(fixture.registry.snapshot().contains(before));
        fixture.end();
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void successorThatDoesNotTakeTheContentIsRefused(Throwable thrown) {
        fixture.join(alice, "Alice", bob);
        say(alice, 1, "one");
        bob.take();
        suspend();
        successor.failures.put("synchronizationReceived", thrown);

        assertSame(thrown, SaveTest.failure(resume(successor)));

        say(alice, 1, "two");
        fixture.session.close(true);
        fixture.run();
        assertEquals(List.of("<session-close/>"), alice.take());
        assertEquals(List.of("one"), fixture.saver.written);
        assertEquals(List.of(), fixture.registry.snapshot());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void contentThatCannotBeTakenOverFailsTheSuspension(Throwable thrown) {
        fixture.note.failures.put("synchronization", thrown);

        assertSame(thrown, SaveTest.failure(suspend()));

        fixture.session.close(true);
        fixture.run();
        assertEquals(List.of("<session-close/>"), alice.take());
    }

    @Test
    void closingWhileSuspendedAnswersWhatWaits() {
        fixture.join(alice, "Alice", bob);
        suspend();
        say(alice, 1, "lost");
        GroupClient carol = fixture.synchronizing(fixture.left);
        List<Throwable> failures = new ArrayList<>();
        fixture.session.save().whenComplete((done, failure) -> failures.add(failure));

        fixture.session.close(true);
        fixture.run();

        assertEquals(List.of("<session-close/>"), alice.take());
        assertEquals(List.of("<sync-begin num-messages=\"0\"/>", "<sync-end/>", "<session-close/>"), carol.take());
        assertInstanceOf(IllegalStateException.class, failures.get(0));
        assertInstanceOf(IllegalStateException.class, SaveTest.failure(resume(successor)));
        assertEquals(0, fixture.home.scheduledCount());
    }

    @Test
    void suspendedSessionIsNotIdle() {
        alice.link.close();
        bob.link.close();
        fixture.run();
        suspend();
        fixture.advance(SessionFixture.IDLE_TIME.multipliedBy(2));
        assertEquals(List.of(), fixture.owner.events);

        resume(successor);
        fixture.advance(SessionFixture.IDLE_TIME);

        assertEquals(List.of("idle"), fixture.owner.events);
        fixture.end();
    }

    @Test
    void whatDoesNotFitTheStateIsRefusedAndChangesNothing() {
        fixture.join(alice, "Alice", bob);
        say(alice, 1, "one");
        bob.take();

        assertInstanceOf(IllegalStateException.class, SaveTest.failure(resume(successor)));
        say(alice, 1, "two");
        assertEquals(List.of("one", "two"), fixture.note.said());
        suspend();
        assertInstanceOf(IllegalStateException.class, SaveTest.failure(suspend()));
        var closed = fixture.session.closeIfIdle().toCompletableFuture();
        fixture.run();
        assertFalse(closed.join());
        assertNull(SaveTest.failure(resume(successor)));
        say(alice, 1, "three");

        assertEquals(List.of("one", "two", "three"), successor.said());
        fixture.end();
    }

    @Test
    void aSessionThatIsClosedMeanwhileIsSuspendedWhenItsNoteIsClosed() {
        fixture.join(alice, "Alice", bob);
        say(alice, 1, "one");
        fixture.saver.slow = true;
        CompletableFuture<Void> suspended = suspend();
        fixture.session.close(true);
        fixture.run();
        fixture.saver.finish();
        fixture.run();
        assertEquals(fixture.note.calls.contains("close"), suspended.isDone());
        fixture.saver.finish();
        fixture.run();

        assertNull(SaveTest.failure(suspended));
        assertTrue(fixture.note.calls.contains("close"));
        alice.take();
        bob.take();
    }
}
