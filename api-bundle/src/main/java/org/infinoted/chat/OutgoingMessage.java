// SPDX-License-Identifier: Apache-2.0
package org.infinoted.chat;

import java.util.Objects;
import org.infinoted.session.LocalRequest;

/**
 * A message that a plugin's own user sends to a chat: {@code user.request(OutgoingMessage.normal("hello"))}. It results in the
 * entry that the chat has for it.
 *
 * @param kind {@link ChatMessage.Kind#NORMAL} or {@link ChatMessage.Kind#EMOTE}
 * @param text what is said; any characters, but no unpaired surrogates
 */
public record OutgoingMessage(ChatMessage.Kind kind, String text) implements LocalRequest<ChatMessage> {
    /** @throws IllegalArgumentException if kind or text is not as described */
    public OutgoingMessage {
        if (kind != ChatMessage.Kind.NORMAL && kind != ChatMessage.Kind.EMOTE) {
            throw new IllegalArgumentException("Nobody can say " + kind + "; it must be NORMAL or EMOTE");
        }
        Objects.requireNonNull(text);
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("The text has half a character, an unpaired surrogate");
        }
    }

    /** A message that says something. */
    public static OutgoingMessage normal(String text) {
        return new OutgoingMessage(ChatMessage.Kind.NORMAL, text);
    }

    /** A message about what the user does: {@code /me waves}. */
    public static OutgoingMessage emote(String text) {
        return new OutgoingMessage(ChatMessage.Kind.EMOTE, text);
    }
}
