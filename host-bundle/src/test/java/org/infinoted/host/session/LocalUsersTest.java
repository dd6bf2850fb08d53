// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.session.TestNote.Speech;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.UserError;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.LocalUser;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class LocalUsersTest {
    private final SessionFixture fixture = new SessionFixture();

    private record Riddle() implements LocalRequest<Void> {}

    @AfterEach
    void end() {
        fixture.end();
    }

    private CompletionStage<LocalUser> joining(String name) {
        CompletionStage<LocalUser> joining = fixture.environment.join(fixture.session.view(), name);
        fixture.run();
        return joining;
    }

    private LocalUser join(String name) {
        return joining(name).toCompletableFuture().join();
    }

    private static String failure(CompletionStage<?> stage) {
        var failure = assertThrows(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        return assertInstanceOf(LocalUserException.class, failure.getCause()).getMessage();
    }

    @Test
    void clientsSeeAPluginsUserComeActAndGo() {
        fixture.open();
        GroupClient left = fixture.creator(fixture.left);
        GroupClient right = fixture.creator(fixture.right);

        LocalUser bot = join("bot");
        CompletionStage<Integer> said = bot.request(new Speech("hello"));
        fixture.run();
        bot.close();
        fixture.run();

        List<String> seen = List.of(
                "<user-join id=\"1\" name=\"bot\" status=\"active\" time=\"now\"/>",
                "<say user=\"1\">hello</say>",
                "<user-status-change id=\"1\" status=\"unavailable\"/>");
        assertEquals(seen, left.take());
        assertEquals(seen, right.take());
        assertEquals(1, said.toCompletableFuture().join());
        assertEquals(List.of("joined: user 1 \"bot\" (active)", "left: user 1 \"bot\" (active)"), fixture.events);
        assertEquals(List.of("localJoin", "joined", "execute", "left"), fixture.note.calls);
    }

    @Test
    void theUserIsPresentWithoutAConnection() {
        fixture.open();
        LocalUser bot = join("bot");
        User user = fixture.session.view().users().get(0);
        assertTrue(user.isLocal() && user.isPresent());
        assertTrue(user.connection().isEmpty());
        assertTrue(bot.isOpen());
        assertEquals(1, bot.id());
        assertEquals("bot", bot.name());
        assertSame(fixture.session.view(), bot.session());
        bot.close();
        fixture.run();
        assertFalse(bot.isOpen());
        assertEquals(List.of("1 bot unavailable"), fixture.users());
    }

    @Test
    void severalUsersTakePartUnderDifferentNames() {
        fixture.open();
        LocalUser one = join("one");
        LocalUser two = join("two");
        one.close();
        fixture.run();
        assertEquals(List.of("1 one unavailable", "2 two active"), fixture.users());
        assertTrue(two.isOpen());
    }

    @Test
    void whoSubscribesLaterIsToldOfThem() {
        fixture.open();
        join("bot");
        GroupClient late = fixture.synchronizing(fixture.left);
        assertEquals(
                "<sync-user id=\"1\" name=\"bot\" status=\"active\" time=\"now\"/>",
                late.take().get(1));
    }

    @Test
    void nameInUseIsRefusedOnBothSides() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        fixture.join(client, "alice");

        assertEquals("The name \"alice\" is in use", failure(joining("alice")));
        join("bot");
        client.take();
        fixture.send(client, "<user-join name='bot' time='' caret='0'/>");
        assertEquals("request-failed", client.takeElements().get(0).name());
        assertEquals("The name \"bot\" is in use", failure(joining("bot")));
    }

    @Test
    void whoHasLeftComesBackWithItsId() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        join("bot").close();
        fixture.run();
        client.take();
        assertEquals(1, join("bot").id());
        assertEquals("user-rejoin", client.takeElements().get(0).name());
    }

    @Test
    void clientsCannotActAsAPluginsUser() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        join("bot");
        client.take();
        fixture.send(
                client,
                "<say user='1'>forged</say>",
                "<user-status-change id='1' status='unavailable'/>",
                "<user-status-change id='1' status='inactive'/>");
        assertEquals(List.of(), fixture.note.said());
        assertEquals(List.of("1 bot active"), fixture.users());
    }

    @Test
    void fullSessionTakesNobody() {
        fixture.open();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            join(name);
        }
        assertEquals("This session has as many users as it may have", failure(joining("f")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\uD83D", "\uDE00\uD83D", "\uFFFF", "a\nb\u001b"})
    void namesThatXmlCannotCarryAreRefusedAtOnce(String name) {
        fixture.open();
        var refused = assertThrows(
                IllegalArgumentException.class, () -> fixture.environment.join(fixture.session.view(), name));
        assertTrue(refused.getMessage().contains("U+"), refused.getMessage());
    }

    @Test
    void namesMayHaveCharactersOfTwoHalves() {
        fixture.open();
        assertEquals("\uD83D\uDE00 bot", join("\uD83D\uDE00 bot").name());
    }

    @Test
    void noteTypeThatDoesNotKnowSuchUsersRefusesThem() {
        fixture.note.failures.put("localJoin", new ProtocolException(UserError.FAILED, "Not here"));
        fixture.open();
        assertEquals("Not here", failure(joining("bot")));
        assertEquals(List.of(), fixture.users());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localJoin", "joined", "describe"})
    void failureOfTheNoteLeavesNobodyJoined(String method) {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        fixture.note.failures.put(method, new IllegalStateException("test"));
        assertTrue(failure(joining("bot")).contains("test"));
        assertEquals(List.of(), fixture.users());
        assertEquals(List.of(), client.take());
    }

    @Test
    void requestThatIsNotKnownOrFailsIsReportedAndTheNextOneIsExecuted() {
        fixture.open();
        LocalUser bot = join("bot");
        CompletionStage<Void> unknown = bot.request(new Riddle());
        fixture.run();
        assertEquals("Unknown request", failure(unknown));
        fixture.note.failures.put("execute", new IllegalStateException("test"));
        CompletionStage<Integer> failing = bot.request(new Speech("x"));
        fixture.run();
        assertTrue(failure(failing).contains("test"));
        fixture.note.failures.clear();
        CompletionStage<Integer> good = bot.request(new Speech("y"));
        fixture.run();
        assertEquals(1, good.toCompletableFuture().join());
    }

    @Test
    void requestsAreExecutedInOrderBehindWhatWasSentBefore() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.home);
        fixture.join(client, "alice");
        LocalUser bot = join("bot");
        bot.request(new Speech("1"));
        bot.request(new Speech("2"));
        bot.close();
        CompletionStage<Integer> late = bot.request(new Speech("3"));
        fixture.run();
        assertEquals(List.of("1", "2"), fixture.note.said());
        assertTrue(failure(late).contains("has left"));
    }

    @Test
    void moreRequestsThanMayBeUnderWayFailAtOnce() {
        fixture.open(); // at most 3
        LocalUser bot = join("bot");
        bot.request(new Speech("1"));
        bot.request(new Speech("2"));
        bot.request(new Speech("3"));
        CompletionStage<Integer> tooMany = bot.request(new Speech("4"));
        assertTrue(tooMany.toCompletableFuture().isDone());
        assertTrue(failure(tooMany).contains("3 requests under way"));
        fixture.run();
        assertEquals(List.of("1", "2", "3"), fixture.note.said());
        CompletionStage<Integer> again = bot.request(new Speech("5"));
        fixture.run();
        assertEquals(4, again.toCompletableFuture().join());
    }

    @Test
    void theyDoNotKeepTheSessionFromBecomingIdle() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        LocalUser bot = join("bot");
        fixture.send(client, "<session-unsubscribe/>");
        fixture.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of("idle"), fixture.owner.events);
        fixture.session.closeIfIdle();
        fixture.run();
        assertFalse(bot.isOpen());
        assertEquals(List.of(), fixture.registry.snapshot());
    }

    @Test
    void theyEndWithTheSession() {
        fixture.open();
        LocalUser bot = join("bot");
        var view = fixture.session.view();
        CompletionStage<Integer> waiting;
        fixture.session.close(false);
        waiting = bot.request(new Speech("late"));
        CompletionStage<LocalUser> joining = fixture.environment.join(view, "other");
        fixture.run();
        assertFalse(bot.isOpen());
        assertTrue(failure(waiting).contains("session has ended"));
        assertTrue(failure(joining).contains("session has ended"));
        assertTrue(failure(fixture.environment.join(view, "third")).contains("session has ended"));
        bot.close();
        fixture.run();
        assertEquals(List.of(), fixture.note.said());
    }
}
