// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.chat.ChatSession;
import org.infinoted.directory.DirectoryException;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.Registration;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.LocalUser;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.session.UserListener;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** What plugins may do in sessions and in the tree. */
@Tag("unit")
class ContextUsersTest {
    private static final User ANN = User.local(1, "Ann", UserStatus.ACTIVE);
    private static final Node NODE = new Node(3, "/new", "InfText");

    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final RecordingPlugin plugin = new RecordingPlugin();
    private FakeLink link;
    private FakeSession session;
    private ServiceReference<?> service;
    private PluginContext<String, String> context;

    private record Wish() implements LocalRequest<String> {}

    private final class NotingUsers implements UserListener {
        @Override
        public void joined(Session where, User user) {
            plugin.note("joined " + user + " in " + where);
        }

        @Override
        public void changed(Session where, User user) {
            plugin.note("changed " + user);
        }

        @Override
        public void left(Session where, User user) {
            plugin.note("left " + user);
        }
    }

    private final class NotingTree implements DirectoryListener {
        @Override
        public void added(Node node) {
            plugin.note("added " + node.path());
        }

        @Override
        public void removed(Node node) {
            plugin.note("removed " + node.path());
        }
    }

    @BeforeEach
    void start() {
        link = fixture.connect();
        session = fixture.open("/a", PluginManagerFixture.TEXT);
        service = fixture.add("x", plugin);
        fixture.run();
        context = plugin.context();
        plugin.takeEvents();
    }

    /** Lets a user join, and the plugin have it. */
    private LocalUser join(List<FakeAccess.FakeUser> inside) {
        CompletionStage<LocalUser> joined = context.join(session, "bot");
        inside.add(fixture.access.joinings.get(0).succeed());
        fixture.run();
        return joined.toCompletableFuture().getNow(null);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        var failure = new Throwable[1];
        stage.whenComplete((value, thrown) -> failure[0] = thrown);
        return failure[0];
    }

    @Test
    void connectionsAndSessionsAreWhatThereIsAndCannotBeChanged() {
        assertEquals(List.of(link), context.connections());
        assertEquals(List.of(session), context.sessions());
        assertThrows(
                UnsupportedOperationException.class, () -> context.connections().clear());
        assertThrows(
                UnsupportedOperationException.class, () -> context.sessions().clear());
        FakeSession chat = fixture.open("/chat", PluginManagerFixture.CHAT);
        assertEquals(List.of(session, chat), context.sessions());
        fixture.close(link);
        assertEquals(List.of(), context.connections());
    }

    @Test
    void usersArriveInTheMailboxInOrder() {
        context.listen(session, new NotingUsers());
        fixture.access.tell(session, listener -> listener.joined(session, ANN));
        fixture.access.tell(session, listener -> listener.changed(session, ANN));
        fixture.access.tell(session, listener -> listener.left(session, ANN));
        assertEquals(List.of(), plugin.events());
        fixture.run();
        assertEquals(
                List.of(
                        "joined user 1 \"Ann\" (active) in session /a",
                        "changed user 1 \"Ann\" (active)",
                        "left user 1 \"Ann\" (active)"),
                plugin.events());
    }

    @Test
    void userListenersEndWithTheirSession() {
        context.listen(session, new NotingUsers());
        fixture.access.tell(session, listener -> listener.joined(session, ANN));
        fixture.sessions.remove(session);
        fixture.access.tell(session, listener -> listener.left(session, ANN));
        fixture.run();
        assertEquals(
                List.of("joined user 1 \"Ann\" (active) in session /a", "sessionRemoved session /a"), plugin.events());
        assertEquals(0, fixture.listenersOf(session));
    }

    @Test
    void changesOfTheTreeArriveInTheMailbox() {
        Registration registration = context.listen(new NotingTree());
        fixture.directory.listeners.forEach(listener -> listener.added(NODE));
        fixture.directory.listeners.forEach(listener -> listener.removed(NODE));
        assertEquals(List.of(), plugin.events());
        fixture.run();
        assertEquals(List.of("added /new", "removed /new"), plugin.takeEvents());
        fixture.directory.listeners.forEach(listener -> listener.added(NODE));
        registration.close();
        fixture.run();
        assertEquals(List.of(), plugin.events());
        assertEquals(List.of(), fixture.directory.listeners);
    }

    @Test
    void joiningCompletesOnAThreadForPluginsNotOnTheSessions() {
        List<String> order = new ArrayList<>();
        context.join(session, "bot").thenAccept(user -> order.add("plugin"));
        fixture.access.joinings.get(0).succeed();
        order.add("session");
        fixture.run();
        assertEquals(List.of("session", "plugin"), order);
    }

    @Test
    void theMailboxMayWaitForAUserToJoin() {
        // the mailbox is inside this task while the outcome is due: it must not need the mailbox
        var joined = new CompletableFuture<LocalUser>();
        context.execute(() -> {
            context.join(session, "bot").thenAccept(joined::complete);
            fixture.access.joinings.get(0).succeed();
            fixture.executor.run(0);
            plugin.note("joined inside: " + joined.isDone());
        });
        fixture.run();
        assertEquals(List.of("joined inside: true"), plugin.events());
    }

    @Test
    void requestsCompleteOnAThreadForPluginsWithTheFailureItself() {
        List<FakeAccess.FakeUser> inside = new ArrayList<>();
        LocalUser user = join(inside);
        CompletionStage<String> good = user.request(new Wish());
        CompletionStage<String> bad = user.request(new Wish());
        inside.get(0).requests.get(0).complete("done");
        inside.get(0).requests.get(1).completeExceptionally(new LocalUserException("no"));
        assertFalse(good.toCompletableFuture().isDone());
        fixture.run();
        assertEquals("done", good.toCompletableFuture().join());
        assertInstanceOf(LocalUserException.class, failure(bad));
    }

    @Test
    void closedUserLeaves() {
        List<FakeAccess.FakeUser> inside = new ArrayList<>();
        LocalUser user = join(inside);
        assertTrue(user.isOpen());
        user.close();
        user.close();
        assertFalse(inside.get(0).isOpen());
        assertFalse(user.isOpen());
    }

    @Test
    void usersLeaveWhenThePluginIsToldThatTheSessionHasGone() {
        List<FakeAccess.FakeUser> inside = new ArrayList<>();
        join(inside);
        fixture.sessions.remove(session);
        fixture.run();
        assertFalse(inside.get(0).isOpen());
    }

    @Test
    void everythingIsTakenBackWhenThePluginGoes() {
        List<FakeAccess.FakeUser> inside = new ArrayList<>();
        join(inside);
        context.listen(session, new NotingUsers());
        context.listen(new NotingTree());
        fixture.manager.release(service);
        fixture.run();
        assertFalse(inside.get(0).isOpen());
        assertEquals(0, fixture.listenersOf(session));
        assertEquals(List.of(), fixture.directory.listeners);
        assertThrows(IllegalStateException.class, () -> context.join(session, "late"));
        assertThrows(IllegalStateException.class, () -> context.connections());
        assertThrows(IllegalStateException.class, () -> context.sessions());
        assertThrows(IllegalStateException.class, () -> context.serverChat());
        assertThrows(IllegalStateException.class, () -> context.listen(new NotingTree()));
        assertThrows(IllegalStateException.class, () -> context.listen(session, new NotingUsers()));
    }

    @Test
    void userWhoJoinsWhileThePluginGoesDoesNotStay() {
        CompletionStage<LocalUser> joined = context.join(session, "bot");
        fixture.manager.release(service);
        fixture.run();
        FakeAccess.FakeUser inside = fixture.access.joinings.get(0).succeed();
        fixture.run();
        assertFalse(inside.isOpen());
        assertInstanceOf(LocalUserException.class, failure(joined));
    }

    @Test
    void failedJoinSaysWhyAndLeavesNothingBehind() {
        CompletionStage<LocalUser> joined = context.join(session, "bot");
        var reason = new LocalUserException("The name \"bot\" is in use");
        fixture.access.joinings.get(0).outcome().completeExceptionally(reason);
        fixture.run();
        assertSame(reason, failure(joined));
        assertThrows(IllegalArgumentException.class, () -> context.join(session, ""));
    }

    @Test
    void chatOfTheServerIsGivenOnRequest() {
        CompletionStage<ChatSession> chat = context.serverChat();
        ChatSession opened = Services.proxy(ChatSession.class, (self, method, arguments) -> "chat");
        fixture.directory.chat.complete(opened);
        assertFalse(chat.toCompletableFuture().isDone());
        fixture.run();
        assertSame(opened, chat.toCompletableFuture().join());
    }

    @Test
    void chatOfTheServerThatCannotBeOpenedFailsClearly() {
        CompletionStage<ChatSession> chat = context.serverChat();
        var reason = new DirectoryException("Cannot open the chat of the server: there is none");
        fixture.directory.chat.completeExceptionally(reason);
        fixture.run();
        assertSame(reason, failure(chat));
    }

    @Test
    void chatOfAForeignKindIsRefused() {
        fixture.directory.chat.complete(session);
        CompletionStage<ChatSession> chat = context.serverChat();
        fixture.run();
        assertInstanceOf(DirectoryException.class, failure(chat));
    }
}
