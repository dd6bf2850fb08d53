// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.infinoted.chat.ChatMessage;
import org.infinoted.chat.ChatMessage.Kind;
import org.infinoted.chat.ChatSession;
import org.infinoted.chat.ChatSession.MessageAdded;
import org.infinoted.chat.OutgoingMessage;
import org.infinoted.connection.Connection;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ChatNoteTest {
    private static final List<String> TYPES = List.of("InfChat", "InfChatSession", "InfSession");
    private static final Element HELLO =
            Element.named("message").attribute("user", 1).text("hello").build();

    private final FakeNoteContext context = new ChatContext();
    private final FakeConnection ann = new FakeConnection(1);
    private final FakeConnection bob = new FakeConnection(2);
    private final User annUser = context.put(User.present(1, "Ann", UserStatus.ACTIVE, ann));
    private ChatLimits limits = ChatLimits.DEFAULTS;
    private final ChatNote note = new ChatNote(() -> limits);

    /** A session in which a chat does no more than it has to. */
    private static final class ChatContext extends FakeNoteContext {
        ChatContext() {
            super(Instant.ofEpochSecond(1_795_358_895));
        }

        @Override
        public void activate(int userId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(Element message, Connection to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unsubscribe(Connection connection) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RandomGenerator random() {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void open() {
        note.open(context);
    }

    private static Element message(String user, String type) {
        return Element.named("message")
                .attribute("user", user)
                .attribute("type", type)
                .text("hello")
                .build();
    }

    private ChatMessage said(String text) {
        return new ChatMessage(Kind.NORMAL, context.now(), 1, "Ann", text);
    }

    private List<ChatMessage> remembered() {
        return ((ChatSession) note.view(new FakeSession("/talk", TYPES))).messages();
    }

    private void assertDropped(String domain, int code, Element message) {
        var refusal = assertThrows(ProtocolException.class, () -> note.received(ann, message));
        assertEquals(
                domain + " " + code,
                refusal.error().domain() + " " + refusal.error().code());
        assertEquals(List.of(), context.sent());
        assertEquals(List.of(), remembered());
    }

    @Test
    void messageIsRelayedAsItCameToAllButItsSender() throws ProtocolException {
        var message = HELLO.toBuilder()
                .attribute("time", 12)
                .attribute("more", "kept")
                .build();

        note.received(ann, message);

        assertEquals(List.of("but 1 " + message), context.sent());
    }

    @Test
    void messageIsRememberedWithTheServersTimeInWholeSeconds() throws ProtocolException {
        context.setNow(Instant.parse("2026-11-22T10:00:00.999Z"));
        note.received(ann, HELLO.toBuilder().attribute("time", 12).build());

        assertEquals(Instant.parse("2026-11-22T10:00:00Z"), remembered().get(0).time());
    }

    @Test
    void messageIsPublished() throws ProtocolException {
        note.received(ann, HELLO);

        assertEquals(List.of(new MessageAdded(said("hello"))), context.events());
    }

    @Test
    void emoteIsRememberedAsSuch() throws ProtocolException {
        note.received(ann, message("1", "emote"));

        assertEquals(Kind.EMOTE, remembered().get(0).kind());
    }

    @Test
    void normalMayBeSaid() throws ProtocolException {
        note.received(ann, message("1", "normal"));

        assertEquals(List.of(said("hello")), remembered());
    }

    @Test
    void emptyTextIsAllowed() throws ProtocolException {
        note.received(ann, Element.named("message").attribute("user", 1).build());

        assertEquals(List.of(said("")), remembered());
    }

    @Test
    void charactersThatXmlCannotCarryAreDecoded() throws ProtocolException {
        note.received(
                ann,
                HELLO.toBuilder()
                        .child(Element.named("uchar").attribute("codepoint", 12).build())
                        .text("!")
                        .build());

        assertEquals(List.of(said("hello\f!")), remembered());
    }

    @Test
    void textWithACharacterThatDoesNotExistIsDropped() {
        assertDropped(
                "INF_REQUEST_ERROR",
                5,
                HELLO.toBuilder()
                        .child(Element.named("uchar")
                                .attribute("codepoint", 0xD800)
                                .build())
                        .build());
    }

    @Test
    void unknownTypeIsDropped() {
        assertDropped("INF_CHAT_SESSION_ERROR", 0, message("1", "shout"));
    }

    @Test
    void arrivalThatAClientTellsIsDropped() {
        assertDropped("INF_CHAT_SESSION_ERROR", 0, message("1", "userjoin"));
    }

    @Test
    void departureThatAClientTellsIsDropped() {
        assertDropped("INF_CHAT_SESSION_ERROR", 0, message("1", "userpart"));
    }

    @Test
    void messageWithoutUserIsDropped() {
        assertDropped(
                "INF_REQUEST_ERROR", 3, Element.named("message").text("hello").build());
    }

    @Test
    void messageOfAUserThatIsNoNumberIsDropped() {
        assertDropped("INF_REQUEST_ERROR", 5, message("Ann", "normal"));
    }

    @Test
    void messageOfAnUnknownUserIsDropped() {
        assertDropped("INF_CHAT_SESSION_ERROR", 1, message("2", "normal"));
    }

    @Test
    void messageOfAnAbsentUserIsDropped() {
        context.put(User.absent(1, "Ann"));

        assertDropped("INF_USER_ERROR", 3, HELLO);
    }

    @Test
    void messageOfAnotherConnectionsUserIsDropped() {
        context.put(User.present(1, "Ann", UserStatus.ACTIVE, bob));

        assertDropped("INF_USER_ERROR", 4, HELLO);
    }

    @Test
    void messageOfAnotherKindIsDropped() {
        assertDropped(
                "INF_SESSION_ERROR",
                0,
                Element.named("request").attribute("user", 1).build());
    }

    @Test
    void arrivalIsRememberedAndPublished() {
        note.joined(annUser, Element.empty("user-join"));

        var arrival = new ChatMessage(Kind.JOIN, context.now(), 1, "Ann", "");
        assertEquals(List.of(arrival), remembered());
        assertEquals(List.of(new MessageAdded(arrival)), context.events());
    }

    @Test
    void departureIsRememberedAndPublished() {
        note.left(User.absent(1, "Ann"));

        var departure = new ChatMessage(Kind.PART, context.now(), 1, "Ann", "");
        assertEquals(List.of(departure), remembered());
        assertEquals(List.of(new MessageAdded(departure)), context.events());
    }

    @Test
    void usersHaveNothingBeyondWhatTheServerSays() {
        var description = Element.named("sync-user");

        note.describe(annUser, description);

        assertEquals(Element.empty("sync-user"), description.build());
    }

    @Test
    void synchronizationIsTheBacklogWithAttributesInTheOrderOfTheOriginal() throws ProtocolException {
        note.joined(annUser, Element.empty("user-join"));
        note.received(ann, HELLO);
        note.received(ann, message("1", "emote"));
        note.left(User.absent(1, "Ann"));

        assertEquals(
                List.of(
                        "<message type=\"userjoin\" time=\"1795358895\" user=\"1\"/>",
                        "<message time=\"1795358895\" user=\"1\">hello</message>",
                        "<message type=\"emote\" time=\"1795358895\" user=\"1\">hello</message>",
                        "<message type=\"userpart\" time=\"1795358895\" user=\"1\"/>"),
                note.synchronization().stream().map(Element::toString).toList());
    }

    @Test
    void synchronizationEncodesCharactersThatXmlCannotCarry() throws ProtocolException {
        var message = HELLO.toBuilder()
                .child(Element.named("uchar").attribute("codepoint", 0).build())
                .text("!")
                .build();
        note.received(ann, message);

        assertEquals(
                "<message time=\"1795358895\" user=\"1\">hello<uchar codepoint=\"0\"/>!</message>",
                note.synchronization().get(0).toString());
    }

    @Test
    void synchronizationOfOneChatCanBeUploadedToAnother() throws ProtocolException {
        note.joined(annUser, Element.empty("user-join"));
        note.received(ann, HELLO);
        note.received(ann, message("1", "emote"));
        var copy = new ChatNote(() -> limits);
        copy.open(context);
        copy.addUser(annUser, Element.empty("sync-user"));

        for (var element : note.synchronization()) {
            assertTrue(copy.synchronizationReceived(element));
        }

        assertEquals(note.synchronization(), copy.synchronization());
    }

    @Test
    void uploadedMessageIsNotPublished() throws ProtocolException {
        note.synchronizationReceived(HELLO.toBuilder().attribute("time", 12).build());

        assertEquals(List.of(), context.events());
    }

    @Test
    void uploadedMessageWithoutTimeEndsTheUpload() {
        var refusal = assertThrows(ProtocolException.class, () -> note.synchronizationReceived(HELLO));

        assertEquals("\"message\" lacks the attribute \"time\"", refusal.getMessage());
    }

    @Test
    void uploadedMessageWithATimeBeyondAllTimesEndsTheUpload() {
        var message = HELLO.toBuilder().attribute("time", Long.MAX_VALUE).build();

        var refusal = assertThrows(ProtocolException.class, () -> note.synchronizationReceived(message));

        assertEquals(5, refusal.error().code());
    }

    @Test
    void uploadedMessageOfAnUnknownUserEndsTheUpload() {
        var message = Element.named("message")
                .attribute("time", 12)
                .attribute("user", 8)
                .build();

        var refusal = assertThrows(ProtocolException.class, () -> note.synchronizationReceived(message));

        assertEquals("There is no user 8", refusal.getMessage());
    }

    @Test
    void uploadedElementOfAnotherKindIsNotKnown() throws ProtocolException {
        assertFalse(note.synchronizationReceived(Element.empty("sync-segment")));
    }

    @Test
    void oldestEntriesGoWhenTheBacklogIsFull() throws ProtocolException {
        limits = limits.withEntries(2);
        note.joined(annUser, Element.empty("user-join"));
        note.received(ann, HELLO);
        note.received(ann, HELLO);

        assertEquals(List.of(said("hello"), said("hello")), remembered());
    }

    @Test
    void smallerBacklogCountsFromTheNextEntryOn() throws ProtocolException {
        note.received(ann, HELLO);
        note.received(ann, HELLO);
        limits = limits.withEntries(1);
        note.received(ann, HELLO);

        assertEquals(1, remembered().size());
    }

    @Test
    void whatIsSaidAfterTheClockWasSetBackIsNotLost() throws ProtocolException {
        limits = limits.withEntries(1);
        note.received(ann, HELLO);
        context.setNow(context.now().minusSeconds(3600));
        note.received(ann, HELLO);

        assertEquals(List.of(said("hello")), remembered());
    }

    @Test
    void newChatIsModifiedUntilItIsSaved() {
        assertTrue(note.modified());
        note.saved(note.snapshot());
        assertFalse(note.modified());
    }

    @Test
    void storedChatIsNotModified() {
        assertFalse(new ChatNote(() -> limits, ChatBacklog.EMPTY.with(said("hello"), ChatLimits.DEFAULTS)).modified());
    }

    @Test
    void chatIsModifiedByWhatIsSaidWhileItIsBeingSaved() throws ProtocolException {
        var snapshot = note.snapshot();
        note.received(ann, HELLO);
        note.saved(snapshot);

        assertTrue(note.modified());
    }

    @Test
    void authorsAreTheUsersOfTheStoredBacklogInOrder() {
        var stored = ChatBacklog.EMPTY
                .with(new ChatMessage(Kind.NORMAL, context.now(), -1, "Zoe", ""), ChatLimits.DEFAULTS)
                .with(said("hello"), ChatLimits.DEFAULTS)
                .with(said("again"), ChatLimits.DEFAULTS);

        assertEquals(
                List.of(User.absent(1, "Ann"), User.absent(-1, "Zoe")), // -1 is the greatest unsigned number
                new ChatNote(() -> limits, stored).authors());
    }

    @Test
    void viewShowsTheServersSession() {
        var session = new FakeSession("/talk", TYPES)
                .withUsers(annUser)
                .withSubscribers(ann)
                .savedBy(new CompletableFuture<>());

        var view = assertInstanceOf(ChatSession.class, note.view(session));

        assertEquals(session.node(), view.node());
        assertEquals(session.type(), view.type());
        assertEquals(session.types(), view.types());
        assertEquals(session.users(), view.users());
        assertEquals(session.subscribers(), view.subscribers());
        assertSame(session.save(), view.save());
        assertEquals(session.toString(), view.toString());
    }

    @Test
    void messagesThatWereHandedOutDoNotChange() throws ProtocolException {
        note.received(ann, HELLO);
        var before = remembered();
        note.received(ann, HELLO);

        assertEquals(1, before.size());
    }

    private record Riddle() implements LocalRequest<Void> {}

    private final User bot = context.put(User.local(9, "bot", UserStatus.ACTIVE));

    @Test
    void whatAPluginsUserSaysIsRememberedAndToldToAllLikeAClients() throws ProtocolException {
        context.setNow(Instant.parse("2026-11-22T10:00:00.999Z"));
        var at = Instant.parse("2026-11-22T10:00:00Z");

        Object said = note.execute(bot, OutgoingMessage.normal("hello\u0001"));
        Object done = note.execute(bot, OutgoingMessage.emote("waves"));

        assertEquals(
                List.of(
                        "all <message user=\"9\">hello<uchar codepoint=\"1\"/></message>",
                        "all <message type=\"emote\" user=\"9\">waves</message>"),
                context.sent());
        var entries = List.of(
                new ChatMessage(Kind.NORMAL, at, 9, "bot", "hello\u0001"),
                new ChatMessage(Kind.EMOTE, at, 9, "bot", "waves"));
        assertEquals(entries, List.of(said, done));
        assertEquals(entries, remembered());
        assertEquals(2, context.events().size());
    }

    @Test
    void pluginsUserComesAndGoesLikeAnyOther() throws ProtocolException {
        Element join = note.localJoin(bot);
        note.checkJoin(bot, join);
        note.joined(bot, join);
        note.left(User.absent(9, "bot"));
        assertEquals(
                List.of(Kind.JOIN, Kind.PART),
                remembered().stream().map(ChatMessage::kind).toList());
    }

    @Test
    void requestOfAnotherKindIsRefused() {
        var refusal = assertThrows(ProtocolException.class, () -> note.execute(bot, new Riddle()));
        assertTrue(refusal.getMessage().contains("Riddle"), refusal.getMessage());
        assertEquals(List.of(), remembered());
    }

    @Test
    void clientCannotTalkAsAPluginsUser() {
        assertDropped("INF_USER_ERROR", 4, message("9", "normal"));
    }

    @Test
    void nobodyCanSayArrivalsOrHalfCharacters() {
        assertThrows(IllegalArgumentException.class, () -> new OutgoingMessage(Kind.JOIN, ""));
        assertThrows(IllegalArgumentException.class, () -> OutgoingMessage.normal("a\uD83D"));
    }
}
