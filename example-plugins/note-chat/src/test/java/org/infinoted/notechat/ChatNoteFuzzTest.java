// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.chat.ChatMessage.Kind;
import org.infinoted.chat.OutgoingMessage;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;
import org.junit.jupiter.api.Tag;

/**
 * Whatever clients say in a chat is relayed as it came, or refused; what is remembered is within the bound, can be given to a late joiner
 * or to another version of the note, and is the same in the file.
 */
@Tag("random")
class ChatNoteFuzzTest extends FuzzTest {
    private static final int CAPACITY = 6;
    private static final ChatLimits LIMITS = ChatLimits.DEFAULTS.withEntries(CAPACITY);
    private static final int MOST_STEPS = 200;

    private final FakeConnection ann = new FakeConnection(1);
    private final FakeConnection bob = new FakeConnection(2);

    @Override
    protected void fuzz(byte[] input) throws IOException, ProtocolException {
        Choices choices = new Choices(input);
        FakeNoteContext context = new FakeNoteContext(Instant.ofEpochSecond(1_795_358_895));
        ChatNote note = new ChatNote(() -> LIMITS);
        note.open(context);
        for (int step = 0; step < MOST_STEPS && !choices.isEmpty(); step++) {
            switch (choices.below(8)) {
                case 0 -> comeOrGo(choices, context, note);
                case 1 -> speakAsPlugin(choices, context, note);
                case 2 -> upload(choices, note);
                default -> say(choices, context, note);
            }
            assertTrue(note.synchronization().size() <= CAPACITY);
        }
        assertSameInTheFile(note);
        assertSameInAnotherNote(note, context);
    }

    private void comeOrGo(Choices choices, FakeNoteContext context, ChatNote note) {
        int id = choices.of(List.of(1, 2, 3, -1));
        String name = "user " + Integer.toUnsignedString(id);
        if (context.user(id).isPresent() && context.user(id).get().isPresent()) {
            note.left(context.put(User.absent(id, name)));
        } else {
            User user = User.present(id, name, UserStatus.ACTIVE, choices.oneIn(2) ? ann : bob);
            note.joined(user, Element.empty("user-join"));
            context.put(user);
        }
    }

    private static void speakAsPlugin(Choices choices, FakeNoteContext context, ChatNote note)
            throws ProtocolException {
        User user = context.put(User.local(9, "plugin", UserStatus.ACTIVE));
        note.execute(user, new OutgoingMessage(choices.oneIn(2) ? Kind.EMOTE : Kind.NORMAL, choices.carriedText(6)));
    }

    private void say(Choices choices, FakeNoteContext context, ChatNote note) {
        context.takeSent();
        Element message = message(choices);
        int before = context.events().size();
        try {
            note.received(ann, message);
            assertEquals(List.of("but 1 " + message), context.takeSent());
            assertEquals(before + 1, context.events().size());
        } catch (ProtocolException e) {
            assertEquals(List.of(), context.takeSent());
            assertEquals(before, context.events().size());
        }
    }

    private static void upload(Choices choices, ChatNote note) {
        List<Element> before = note.synchronization();
        try {
            note.synchronizationReceived(message(choices));
        } catch (ProtocolException e) {
            assertEquals(before, note.synchronization());
        }
    }

    private static Element message(Choices choices) {
        Element.Builder message = Element.named(choices.oneIn(32) ? "odd" : "message");
        if (choices.below(16) > 0) {
            message.attribute("user", choices.oneIn(8) ? choices.of("4294967295", "9") : choices.number(4));
        }
        if (choices.oneIn(3)) {
            message.attribute("type", choices.of("normal", "emote", "userjoin", "userpart", "", "Normal"));
        }
        if (choices.oneIn(3)) {
            message.attribute("time", choices.oneIn(2) ? "1795358895" : choices.number(100));
        }
        ProtocolText.append(message, choices.wellFormedText(8));
        if (choices.oneIn(8)) {
            message.child(Element.named(choices.of("uchar", "uchar", "odd"))
                    .attribute("codepoint", choices.number(40))
                    .text(choices.carriedText(2))
                    .build());
        }
        return message.build();
    }

    private static void assertSameInTheFile(ChatNote note) throws IOException {
        ChatFile.Snapshot snapshot = (ChatFile.Snapshot) note.snapshot();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        snapshot.write(out);
        assertEquals(snapshot.backlog(), ChatFile.read(new ByteArrayInputStream(out.toByteArray()), LIMITS));
    }

    private static void assertSameInAnotherNote(ChatNote note, FakeNoteContext context) throws ProtocolException {
        ChatNote another = new ChatNote(() -> LIMITS);
        another.open(context);
        for (Element message : new ArrayList<>(note.synchronization())) {
            assertTrue(another.synchronizationReceived(message));
        }
        assertEquals(note.synchronization(), another.synchronization());
    }
}
