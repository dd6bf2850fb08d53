// SPDX-License-Identifier: Apache-2.0
package org.infinoted.chat;

import java.util.List;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.osgi.annotation.versioning.ProviderType;

/** An open chat. Its types are {@code InfChat, InfChatSession, InfSession}. */
@ProviderType
public interface ChatSession extends Session {
    /** The note type of chats. */
    String TYPE = "InfChat";

    /** The latest entries, oldest first, as many as the chat keeps. A list that never changes. May be called from any thread. */
    List<ChatMessage> messages();

    /** The chat has a new entry: something was said, or a user came or left. */
    record MessageAdded(ChatMessage message) implements SessionEvent {}
}
