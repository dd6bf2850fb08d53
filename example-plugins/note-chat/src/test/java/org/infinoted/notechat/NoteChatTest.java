// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.infinoted.note.Note;
import org.infinoted.session.User;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NoteChatTest {
    private static final User ANN = User.absent(1, "Ann");

    private static Note opened(Note note) {
        note.open(new FakeNoteContext());
        return note;
    }

    private static int remembersOfThree(Note note) {
        for (int i = 0; i < 3; i++) {
            note.joined(ANN, Element.empty("user-join"));
        }
        return note.synchronization().size();
    }

    @Test
    void sessionsAreChatSessions() {
        assertEquals(List.of("InfChatSession", "InfSession"), new NoteChat(ChatLimits.DEFAULTS).sessionTypes());
    }

    @Test
    void newChatRemembersAsManyEntriesAsTheOptionSays() {
        assertEquals(2, remembersOfThree(opened(new NoteChat(ChatLimits.DEFAULTS.withEntries(2)).create())));
    }

    @Test
    void chatMayRememberNothing() {
        assertEquals(0, remembersOfThree(opened(new NoteChat(ChatLimits.DEFAULTS.withEntries(0)).create())));
    }

    @Test
    void openChatFollowsAChangeOfTheOption() {
        var plugin = new NoteChat(ChatLimits.DEFAULTS);
        var note = opened(plugin.create());
        plugin.change(ChatLimits.DEFAULTS.withEntries(1));

        assertEquals(1, remembersOfThree(note));
    }

    @Test
    void storedChatIsRead() throws IOException {
        var file = "<inf-chat-session><user id=\"1\" name=\"Ann\"/><message time=\"1\" user=\"1\"/></inf-chat-session>";

        var note =
                new NoteChat(ChatLimits.DEFAULTS).read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));

        assertEquals(List.of(ANN), note.authors());
        assertEquals(1, note.synchronization().size());
    }
}
