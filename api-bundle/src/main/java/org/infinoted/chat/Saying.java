// SPDX-License-Identifier: Apache-2.0
package org.infinoted.chat;

import java.util.Objects;
import org.infinoted.session.LocalRequest;

/**
 * Something that a plugin's own user says in a chat. It results in the entry that the chat has for it.
 *
 * @param kind {@link ChatMessage.Kind#NORMAL} or {@link ChatMessage.Kind#EMOTE}
 * @param text what is said; may have any characters, but no half ones
 */
public record Saying(ChatMessage.Kind kind, String text) implements LocalRequest<ChatMessage> {
    public Saying {
        if (kind != ChatMessage.Kind.NORMAL && kind != ChatMessage.Kind.EMOTE) {
            throw new IllegalArgumentException("Nobody can say " + kind + "; it must be NORMAL or EMOTE");
        }
        Objects.requireNonNull(text);
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("The text has half a character, an unpaired surrogate");
        }
    }

    /** Says something. */
    public static Saying normal(String text) {
        return new Saying(ChatMessage.Kind.NORMAL, text);
    }

    /** Does something: {@code /me waves}. */
    public static Saying emote(String text) {
        return new Saying(ChatMessage.Kind.EMOTE, text);
    }
}
