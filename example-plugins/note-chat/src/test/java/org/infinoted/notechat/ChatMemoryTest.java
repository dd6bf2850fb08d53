// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a chat keeps is counted, and clients that have much of it add nothing while memory is short. */
@Tag("unit")
class ChatMemoryTest {
    private final FakeConnection ann = new FakeConnection(1);
    private final FakeConnection ben = new FakeConnection(2);
    private boolean annHasTooMuch;
    private final FakeNoteContext context = new FakeNoteContext() {
        @Override
        public boolean isMemoryShort(Connection origin) {
            return annHasTooMuch && origin == ann;
        }
    };
    private final ChatNote note = new ChatNote(() -> new ChatLimits(100, 100_000, 10_000));

    @BeforeEach
    void open() {
        note.open(context);
        note.subscribed(ann);
        note.subscribed(ben);
        context.put(User.present(1, "Ann", UserStatus.ACTIVE, ann));
        context.put(User.present(2, "Ben", UserStatus.ACTIVE, ben));
    }

    private static Element message(int user, String text) {
        return Element.named("message").attribute("user", user).text(text).build();
    }

    @Test
    void textsAreCounted() throws ProtocolException {
        for (int i = 0; i < 10; i++) {
            note.received(ann, message(1, "\u20ac".repeat(1000))); // two bytes each in memory
        }

        assertTrue(note.memory() >= 10 * 2000, () -> note.memory() + " bytes");
    }

    @Test
    void entriesWithNextToNoTextAreCounted() throws ProtocolException {
        for (int i = 0; i < 100; i++) {
            note.received(ann, message(1, ""));
        }

        assertTrue(note.memory() >= 100 * 100, () -> note.memory() + " bytes");
    }

    @Test
    void whatIsNoLongerRememberedIsNotCounted() throws ProtocolException {
        note.received(ann, message(1, "x".repeat(9000)));
        for (int i = 0; i < 100; i++) {
            note.received(ann, message(1, ""));
        }
        long before = note.memory();
        note.received(ann, message(1, ""));

        assertEquals(before, note.memory());
    }

    @Test
    void messageOfAClientThatHasTooMuchIsRefusedAndItsSenderToldWhileMemoryIsShort() throws ProtocolException {
        annHasTooMuch = true;

        assertThrows(ProtocolException.class, () -> note.received(ann, message(1, "hello")));

        List<String> sent = context.takeSent();
        assertEquals(1, sent.size(), sent::toString);
        assertTrue(sent.get(0).startsWith("to 1 <request-failed "), sent.get(0));
        assertTrue(sent.get(0).contains("short of memory"), sent.get(0));
        assertEquals(List.of(), note.synchronization());

        note.received(ben, message(2, "hello"));
        assertEquals(1, context.takeSent().size());
        assertEquals(1, note.synchronization().size());
    }
}
