// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.session.LocalUser;
import org.infinoted.session.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a note throws, wherever: the session goes on, whoever waits for something gets an answer, and the error is reported. */
@Tag("unit")
class SessionFaultTest {
    private static final String ERRORS = "org.infinoted.host.stream.InjectedErrors#all";

    private final SessionFixture server = new SessionFixture();

    SessionFaultTest() {
        server.home.guarded();
        server.left.guarded();
        server.right.guarded();
    }

    @AfterEach
    void end() {
        server.note.failures.clear();
        server.end();
    }

    static Stream<Arguments> methodsAndErrors() {
        return Stream.of("received", "joined", "checkJoin", "describe", "describedApart", "left")
                .flatMap(method -> InjectedErrors.all().map(thrown -> Arguments.of(method, thrown)));
    }

    private void reported(Throwable thrown) {
        assertTrue(
                Stream.of(server.home, server.left, server.right)
                        .anyMatch(loop -> loop.reported().contains(thrown)),
                "nobody was told of " + thrown);
    }

    @ParameterizedTest
    @MethodSource("methodsAndErrors")
    void messagesAfterOneThatFailedAreHandled(String method, Throwable thrown) {
        server.open();
        GroupClient ann = server.subscriber(server.left);
        GroupClient bob = server.subscriber(server.right);
        server.join(bob, "bob", ann);
        server.note.failures.put(method, thrown);

        server.send(ann, "<user-join name='ann' time='' caret='0'/>", "<echo/>", "<session-unsubscribe/>");
        if (method.equals("left")) {
            server.send(bob, "<user-status-change id='1' status='unavailable'/>");
        }
        reported(thrown);
        server.note.failures.clear();
        bob.take();

        server.send(bob, "<echo/>");
        assertEquals(List.of("<echo/>"), bob.take());
        GroupClient late = server.synchronizing(server.left);
        assertTrue(late.take().get(0).startsWith("<sync-begin"));
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aJoinThatFailsIsAnswered(Throwable thrown) {
        server.open();
        GroupClient ann = server.subscriber(server.left);
        server.note.failures.put("joined", thrown);
        server.send(ann, "<user-join seq='7' name='ann' time='' caret='0'/>");
        List<String> answers = ann.take();
        assertEquals(1, answers.size(), answers::toString);
        assertTrue(
                answers.get(0).startsWith("<request-failed") && answers.get(0).contains("/7"), answers::toString);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void whatHasWaitedIsHandledThoughOneOfItFails(Throwable thrown) {
        server.open();
        GroupClient ann = server.subscriber(server.left);
        GroupClient bob = server.subscriber(server.right);
        server.saver.slow = true;
        server.note.failures.put("modified", new IllegalStateException("so there is something to save"));
        CompletableFuture<Void> closed = server.session.closeSaved().toCompletableFuture();
        server.run();
        server.note.failures.clear();
        server.note.failures.put("received", thrown);

        server.send(ann, "<echo/>");
        server.home.execute(() -> InjectedErrors.throwAny(thrown));
        ((HostSession) server.session).home().execute(() -> server.note.failures.clear());
        server.send(bob, "<shout/>");
        server.saver.fail(new java.io.IOException("disk full"));
        server.run();

        assertTrue(closed.isCompletedExceptionally());
        assertTrue(bob.take().contains("<shout/>"));
        assertFalse(ann.link.isReadingPaused());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aSubscriberThatCannotBeGivenTheContentIsToldSo(Throwable thrown) {
        server.open();
        server.note.failures.put("synchronization", thrown);

        GroupClient client = server.synchronizing(server.left);

        reported(thrown);
        assertEquals(List.of("<session-close/>"), client.take());
        server.note.failures.clear();
        assertTrue(server.synchronizing(server.left).take().get(0).startsWith("<sync-begin"));
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aSubscriberThatCannotBeWrittenToIsDisconnectedAndTheDirectoryIsAnswered(Throwable thrown) {
        server.open();
        GroupClient client = server.connect(server.home);
        client.link.failWrites(thrown);

        CompletableFuture<Void> subscribed =
                server.session.subscribe(client.client).toCompletableFuture();
        server.run();

        assertTrue(subscribed.isDone(), "the directory waits for it");
        assertTrue(client.link.endReason().isPresent());
        assertTrue(server.synchronizing(server.left).take().get(0).startsWith("<sync-begin"));
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aSaveThatFailsIsAnsweredAndTheNextSucceeds(Throwable thrown) {
        server.open();
        server.note.failures.put("snapshot", thrown);
        CompletableFuture<Void> saved = server.session.save().toCompletableFuture();
        server.run();
        assertTrue(saved.isCompletedExceptionally());
        reported(thrown);

        server.note.failures.clear();
        CompletableFuture<Void> again = server.session.save().toCompletableFuture();
        server.run();
        assertTrue(again.isDone() && !again.isCompletedExceptionally());
    }

    static Stream<Arguments> endingMethodsAndErrors() {
        return Stream.of("close", "left", "unsubscribed", "modified", "snapshot", "saved")
                .flatMap(method -> InjectedErrors.all().map(thrown -> Arguments.of(method, thrown)));
    }

    @ParameterizedTest
    @MethodSource("endingMethodsAndErrors")
    void theEndComesWhateverFails(String method, Throwable thrown) {
        server.open();
        GroupClient ann = server.subscriber(server.left);
        server.join(ann, "ann");
        server.send(ann, "<say user='1'>hello</say>");
        server.note.failures.put(method, thrown);

        CompletableFuture<Void> closed = server.session.close(true).toCompletableFuture();
        server.run();

        assertTrue(closed.isDone(), "the server waits for it");
        assertEquals(List.of("<session-close/>"), ann.take());
        assertEquals(List.of(), server.registry.snapshot());
        assertEquals(!method.equals("snapshot"), server.saver.written.contains("hello"));
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void theEndComesEvenIfASubscriberCannotBeTold(Throwable thrown) {
        server.open();
        GroupClient ann = server.subscriber(server.home);
        GroupClient bob = server.subscriber(server.right);
        ann.link.failWrites(thrown);

        CompletableFuture<Void> closed = server.session.close(true).toCompletableFuture();
        server.run();

        assertTrue(closed.isDone(), "the server waits for it");
        assertEquals(List.of("<session-close/>"), bob.take());
        assertTrue(ann.link.endReason().isPresent());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void whatCannotEvenBeHandedToTheLoopIsAnswered(Throwable thrown) {
        server.open();
        server.home.refuse(0, thrown);
        assertTrue(server.session.save().toCompletableFuture().isCompletedExceptionally());
        server.home.refuse(0, thrown);
        assertTrue(server.session.close(true).toCompletableFuture().isCompletedExceptionally());
        assertEquals(List.of(thrown, thrown), server.home.reported());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void pluginsUsersAreAnswered(Throwable thrown) {
        server.open();
        CompletableFuture<LocalUser> joined =
                server.environment.join(server.session.view(), "bot").toCompletableFuture();
        server.run();
        server.note.failures.put("execute", thrown);
        CompletableFuture<Integer> asked =
                joined.join().request(new TestNote.Speech("hello")).toCompletableFuture();
        server.run();
        assertTrue(asked.isCompletedExceptionally());
        reported(thrown);

        server.note.failures.put("joined", thrown);
        CompletableFuture<LocalUser> another =
                server.environment.join(server.session.view(), "other").toCompletableFuture();
        server.run();
        assertTrue(another.isCompletedExceptionally());
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void anUploadThatFailsIsAnswered(Throwable thrown) {
        server.note.failures.put("synchronizationReceived", thrown);
        GroupClient client = server.connect(server.left, "InfSession_SyncIn_2");
        Upload upload =
                server.sessions.upload(server.document, client.client, false, UploadLimits.DEFAULT, server.owner);
        upload.begin();
        server.run();

        server.send(client, "<sync-begin num-messages='1'/>", "<say user='1'/>");

        assertTrue(client.take().get(0).startsWith("<sync-error"));
        reported(thrown);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void allUsersOfAClientThatHasGoneLeaveThoughTheNoteFailsForEach(Throwable thrown) {
        server.open();
        GroupClient ann = server.subscriber(server.left);
        GroupClient bob = server.subscriber(server.right);
        server.join(ann, "ann", bob);
        server.join(ann, "anna", bob);
        server.note.failures.put("left", thrown);

        server.send(ann, "<session-unsubscribe/>");

        assertTrue(server.session.view().users().stream().noneMatch(User::isPresent), server.users()::toString);
        reported(thrown);
    }

    @ParameterizedTest
    @MethodSource(ERRORS)
    void aSessionBecomesIdleThoughItsNoteFailedWhenTheLastOneLeft(Throwable thrown) {
        server.open();
        GroupClient ann = server.subscriber(server.left);
        server.note.failures.put("unsubscribed", thrown);
        server.send(ann, "<session-unsubscribe/>");
        server.note.failures.clear();

        server.advance(SessionFixture.IDLE_TIME);

        assertEquals(List.of("idle"), server.owner.events);
    }
}
