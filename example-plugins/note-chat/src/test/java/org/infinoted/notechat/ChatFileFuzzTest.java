// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.infinoted.fuzz.Markup;
import org.junit.jupiter.api.Tag;

/** Any file is a chat or refused for a reason that is said; and a chat is the same when it was saved and read again. */
@Tag("random")
class ChatFileFuzzTest extends FuzzTest {
    private static final int CAPACITY = 8;
    private static final ChatLimits LIMITS = ChatLimits.DEFAULTS.withEntries(CAPACITY);

    @Override
    protected void fuzz(byte[] input) throws IOException {
        ChatBacklog backlog;
        try {
            backlog = read(file(input));
        } catch (IOException e) {
            assertFalse(e.getMessage().isBlank(), "it says why");
            return;
        }
        assertTrue(backlog.entries().size() <= CAPACITY);
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        new ChatFile.Snapshot(backlog).write(saved);
        assertEquals(backlog, read(saved.toByteArray()));
    }

    private static ChatBacklog read(byte[] file) throws IOException {
        return ChatFile.read(new ByteArrayInputStream(file), LIMITS);
    }

    private static byte[] file(byte[] input) {
        Choices choices = new Choices(input);
        return choices.below(256) != 0
                ? input
                : Markup.document(
                        choices,
                        List.of("inf-chat-session", "user", "user", "message", "message", "message", "uchar", "odd"),
                        List.of("id", "name", "type", "time", "user", "codepoint"),
                        List.of("1", "2", "Ann", "normal", "emote", "userjoin", "userpart", "1795358895", "12"));
    }
}
