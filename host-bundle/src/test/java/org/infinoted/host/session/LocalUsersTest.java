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
    private final SessionFixture world = new SessionFixture();

    private record Riddle() implements LocalRequest<Void> {}

    @AfterEach
    void end() {
        world.end();
    }

    private CompletionStage<LocalUser> joining(String name) {
        CompletionStage<LocalUser> joining = world.environment.join(world.session.view(), name);
        world.run();
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
        world.open();
        GroupClient left = world.creator(world.left);
        GroupClient right = world.creator(world.right);

        LocalUser bot = join("bot");
        CompletionStage<Integer> said = bot.request(new Speech("hello"));
        world.run();
        bot.close();
        world.run();

        List<String> seen = List.of(
                "<user-join id=\"1\" name=\"bot\" status=\"active\" time=\"now\"/>",
                "<say user=\"1\">hello</say>",
                "<user-status-change id=\"1\" status=\"unavailable\"/>");
        assertEquals(seen, left.take());
        assertEquals(seen, right.take());
        assertEquals(1, said.toCompletableFuture().join());
        assertEquals(List.of("joined: user 1 \"bot\" (active)", "left: user 1 \"bot\" (active)"), world.events);
        assertEquals(List.of("localJoin", "joined", "execute", "left"), world.note.calls);
    }

    @Test
    void theUserIsPresentWithoutAConnection() {
        world.open();
        LocalUser bot = join("bot");
        User user = world.session.view().users().get(0);
        assertTrue(user.isLocal() && user.isPresent());
        assertTrue(user.connection().isEmpty());
        assertTrue(bot.isOpen());
        assertEquals(1, bot.id());
        assertEquals("bot", bot.name());
        assertSame(world.session.view(), bot.session());
        bot.close();
        world.run();
        assertFalse(bot.isOpen());
        assertEquals(List.of("1 bot unavailable"), world.users());
    }

    @Test
    void severalUsersTakePartUnderDifferentNames() {
        world.open();
        LocalUser one = join("one");
        LocalUser two = join("two");
        one.close();
        world.run();
        assertEquals(List.of("1 one unavailable", "2 two active"), world.users());
        assertTrue(two.isOpen());
    }

    @Test
    void whoSubscribesLaterIsToldOfThem() {
        world.open();
        join("bot");
        GroupClient late = world.synchronizing(world.left);
        assertEquals(
                "<sync-user id=\"1\" name=\"bot\" status=\"active\" time=\"now\"/>",
                late.take().get(1));
    }

    @Test
    void nameInUseIsRefusedOnBothSides() {
        world.open();
        GroupClient client = world.creator(world.left);
        world.join(client, "alice");

        assertEquals("The name \"alice\" is in use", failure(joining("alice")));
        join("bot");
        client.take();
        world.send(client, "<user-join name='bot' time='' caret='0'/>");
        assertEquals("request-failed", client.takeElements().get(0).name());
        assertEquals("The name \"bot\" is in use", failure(joining("bot")));
    }

    @Test
    void whoHasLeftComesBackWithItsId() {
        world.open();
        GroupClient client = world.creator(world.left);
        join("bot").close();
        world.run();
        client.take();
        assertEquals(1, join("bot").id());
        assertEquals("user-rejoin", client.takeElements().get(0).name());
    }

    @Test
    void clientsCannotActAsAPluginsUser() {
        world.open();
        GroupClient client = world.creator(world.left);
        join("bot");
        client.take();
        world.send(
                client,
                "<say user='1'>forged</say>",
                "<user-status-change id='1' status='unavailable'/>",
                "<user-status-change id='1' status='inactive'/>");
        assertEquals(List.of(), world.note.said());
        assertEquals(List.of("1 bot active"), world.users());
    }

    @Test
    void fullSessionTakesNobody() {
        world.open();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            join(name);
        }
        assertEquals("This session has as many users as it may have", failure(joining("f")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\uD83D", "\uDE00\uD83D", "\uFFFF", "a\nb\u001b"})
    void namesThatXmlCannotCarryAreRefusedAtOnce(String name) {
        world.open();
        var refused =
                assertThrows(IllegalArgumentException.class, () -> world.environment.join(world.session.view(), name));
        assertTrue(refused.getMessage().contains("U+"), refused.getMessage());
    }

    @Test
    void namesMayHaveCharactersOfTwoHalves() {
        world.open();
        assertEquals("\uD83D\uDE00 bot", join("\uD83D\uDE00 bot").name());
    }

    @Test
    void noteTypeThatDoesNotKnowSuchUsersRefusesThem() {
        world.note.failures.put("localJoin", new ProtocolException(UserError.FAILED, "Not here"));
        world.open();
        assertEquals("Not here", failure(joining("bot")));
        assertEquals(List.of(), world.users());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localJoin", "joined", "describe"})
    void failureOfTheNoteLeavesNobodyJoined(String method) {
        world.open();
        GroupClient client = world.creator(world.left);
        world.note.failures.put(method, new IllegalStateException("test"));
        assertTrue(failure(joining("bot")).contains("test"));
        assertEquals(List.of(), world.users());
        assertEquals(List.of(), client.take());
    }

    @Test
    void requestThatIsNotKnownOrFailsIsReportedAndTheNextOneIsExecuted() {
        world.open();
        LocalUser bot = join("bot");
        CompletionStage<Void> unknown = bot.request(new Riddle());
        world.run();
        assertEquals("Unknown request", failure(unknown));
        world.note.failures.put("execute", new IllegalStateException("test"));
        CompletionStage<Integer> failing = bot.request(new Speech("x"));
        world.run();
        assertTrue(failure(failing).contains("test"));
        world.note.failures.clear();
        CompletionStage<Integer> good = bot.request(new Speech("y"));
        world.run();
        assertEquals(1, good.toCompletableFuture().join());
    }

    @Test
    void requestsAreExecutedInOrderBehindWhatWasSentBefore() {
        world.open();
        GroupClient client = world.creator(world.home);
        world.join(client, "alice");
        LocalUser bot = join("bot");
        bot.request(new Speech("1"));
        bot.request(new Speech("2"));
        bot.close();
        CompletionStage<Integer> late = bot.request(new Speech("3"));
        world.run();
        assertEquals(List.of("1", "2"), world.note.said());
        assertTrue(failure(late).contains("has left"));
    }

    @Test
    void moreRequestsThanMayBeUnderWayFailAtOnce() {
        world.open(); // at most 3
        LocalUser bot = join("bot");
        bot.request(new Speech("1"));
        bot.request(new Speech("2"));
        bot.request(new Speech("3"));
        CompletionStage<Integer> tooMany = bot.request(new Speech("4"));
        assertTrue(tooMany.toCompletableFuture().isDone());
        assertTrue(failure(tooMany).contains("3 requests under way"));
        world.run();
        assertEquals(List.of("1", "2", "3"), world.note.said());
        CompletionStage<Integer> again = bot.request(new Speech("5"));
        world.run();
        assertEquals(4, again.toCompletableFuture().join());
    }

    @Test
    void theyDoNotKeepTheSessionFromBecomingIdle() {
        world.open();
        GroupClient client = world.creator(world.left);
        LocalUser bot = join("bot");
        world.send(client, "<session-unsubscribe/>");
        world.advance(SessionFixture.IDLE_TIME);
        assertEquals(List.of("idle"), world.owner.events);
        world.session.closeIfIdle();
        world.run();
        assertFalse(bot.isOpen());
        assertEquals(List.of(), world.registry.snapshot());
    }

    @Test
    void theyEndWithTheSession() {
        world.open();
        LocalUser bot = join("bot");
        var view = world.session.view();
        CompletionStage<Integer> waiting;
        world.session.close(false);
        waiting = bot.request(new Speech("late"));
        CompletionStage<LocalUser> joining = world.environment.join(view, "other");
        world.run();
        assertFalse(bot.isOpen());
        assertTrue(failure(waiting).contains("session has ended"));
        assertTrue(failure(joining).contains("session has ended"));
        assertTrue(failure(world.environment.join(view, "third")).contains("session has ended"));
        bot.close();
        world.run();
        assertEquals(List.of(), world.note.said());
    }
}
