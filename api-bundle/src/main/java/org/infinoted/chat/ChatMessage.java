// SPDX-License-Identifier: Apache-2.0
package org.infinoted.chat;

import java.time.Instant;

/**
 * An entry of a chat. A value.
 *
 * @param kind what happened
 * @param time when the server received it, in whole seconds
 * @param user the id of the user in the session, an unsigned 32 bit number
 * @param name the name of that user
 * @param text what was said; empty for {@link Kind#JOIN} and {@link Kind#PART}
 */
public record ChatMessage(Kind kind, Instant time, int user, String name, String text) {
    /** What an entry is. */
    public enum Kind {
        /** Something that was said. */
        NORMAL,
        /** Something that the user does: {@code /me waves}. */
        EMOTE,
        /** The user came. */
        JOIN,
        /** The user left. */
        PART
    }
}
