// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinoted.chat.ChatMessage;
import org.infinoted.chat.ChatSession;
import org.infinoted.chat.OutgoingMessage;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a chat takes and remembers is bounded in bytes, whichever way it comes. */
@Tag("unit")
class ChatSizeTest {
    private static final int MESSAGE = 300;
    private static final int BACKLOG = 1000;

    private final FakeNoteContext context = new FakeNoteContext();
    private final FakeConnection ann = new FakeConnection(1);
    private ChatLimits limits = new ChatLimits(256, BACKLOG, MESSAGE);
    private final ChatNote note = new ChatNote(() -> limits);

    @BeforeEach
    void open() {
        note.open(context);
        note.subscribed(ann);
        context.put(User.present(1, "Ann", UserStatus.ACTIVE, ann));
    }

    private static Element message(String text) {
        return Element.named("message").attribute("user", 1).text(text).build();
    }

    private static Element stored(String text) {
        return message(text).toBuilder().attribute("time", 1).build();
    }

    private List<ChatMessage> remembered() {
        return remembered(note);
    }

    private static List<ChatMessage> remembered(ChatNote of) {
        return ((ChatSession) of.view(new FakeSession("/talk", List.of("InfChat", "InfSession")))).messages();
    }

    private void checkIsRefused(Element message) {
        assertThrows(ProtocolException.class, () -> note.received(ann, message));
        List<String> sent = context.takeSent();
        assertEquals(1, sent.size());
        assertTrue(
                sent.get(0).startsWith("to 1 <request-failed code=\"2\" domain=\"INF_CHAT_SESSION_ERROR\">"),
                sent.get(0));
        assertTrue(sent.get(0).contains("a message here may have 300"), sent.get(0));
        assertEquals(List.of(), remembered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e4", "\u20ac", "\ud83d\ude00"})
    void messageThatIsTooLongIsNotPassedOnAndItsSenderIsTold(String character) throws ProtocolException {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        int others = "messageuser1".length();
        checkIsRefused(message(character.repeat((MESSAGE - others) / bytes + 1)));
        note.received(ann, message(character.repeat((MESSAGE - others) / bytes)));
        assertEquals(1, remembered().size());
    }

    @Test
    void attributesAndChildrenCountAsWell() {
        checkIsRefused(
                message("x").toBuilder().attribute("more", "x".repeat(MESSAGE)).build());
        Element child = Element.named("more").text("x".repeat(MESSAGE)).build();
        checkIsRefused(message("x").toBuilder().child(child).build());
    }

    @Test
    void pluginsMessageThatIsTooLongIsRefused() {
        User plugin = User.local(2, "Bot", UserStatus.ACTIVE);
        ProtocolException refusal = assertThrows(
                ProtocolException.class, () -> note.execute(plugin, OutgoingMessage.normal("x".repeat(MESSAGE))));
        assertTrue(refusal.getMessage().contains("may have 300"), refusal.getMessage());
        assertEquals(List.of(), remembered());
    }

    @Test
    void oldestEntriesGoWhenTheBacklogIsFull() throws ProtocolException {
        for (int i = 0; i < 10; i++) {
            note.received(ann, message(i + "x".repeat(196))); // 200 with the name
        }
        assertEquals(
                List.of("5", "6", "7", "8", "9"),
                remembered().stream().map(entry -> entry.text().substring(0, 1)).toList());
        limits = new ChatLimits(256, 450, MESSAGE);
        note.received(ann, message("z"));
        assertEquals(3, remembered().size());
    }

    @Test
    void namesCountAsWell() {
        User long1 = User.absent(1, "n".repeat(400));
        for (int i = 0; i < 10; i++) {
            note.joined(long1, Element.empty("user-join"));
        }
        assertEquals(2, remembered().size());
    }

    @Test
    void uploadWithAMessageThatIsTooLongFails() {
        ProtocolException refusal =
                assertThrows(ProtocolException.class, () -> note.synchronizationReceived(stored("x".repeat(MESSAGE))));
        assertTrue(refusal.getMessage().contains("may have 300"), refusal.getMessage());
    }

    @Test
    void uploadIsRememberedUpToTheBound() throws ProtocolException {
        for (int i = 0; i < 10; i++) {
            note.synchronizationReceived(stored("x".repeat(197)));
        }
        assertEquals(5, remembered().size());
    }

    @Test
    void messageThatAnotherVersionHasTakenIsTaken() throws ProtocolException {
        note.replaces(List.of());
        for (int i = 0; i < 10; i++) {
            note.synchronizationReceived(stored("x".repeat(397)));
        }
        assertEquals(2, remembered().size());
    }

    @Test
    void fileOfAnySizeIsReadAndItsLatestEntriesAreKept() throws IOException {
        String file = IntStream.range(0, 200)
                .mapToObj(i -> "<message time=\"1\" user=\"1\">" + i + "x".repeat(100_000) + "</message>")
                .collect(Collectors.joining(
                        "", "<inf-chat-session><user id=\"1\" name=\"Ann\"/>", "</inf-chat-session>"));
        ChatBacklog backlog = ChatFile.read(bytes(file), new ChatLimits(256, 250_000, MESSAGE));
        assertEquals(2, backlog.entries().size());
        assertTrue(backlog.entries().get(1).text().startsWith("199"));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
