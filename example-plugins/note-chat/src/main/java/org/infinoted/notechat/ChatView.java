// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.util.List;
import java.util.function.Supplier;
import org.infinoted.chat.ChatMessage;
import org.infinoted.chat.ChatSession;
import org.infinoted.session.ForwardingSession;
import org.infinoted.session.Session;

/** A chat as plugins see it: the server's session, and the messages. */
final class ChatView extends ForwardingSession implements ChatSession {
    private final Supplier<List<ChatMessage>> messages;

    /** @param messages may be called from any thread */
    ChatView(Session session, Supplier<List<ChatMessage>> messages) {
        super(session);
        this.messages = messages;
    }

    @Override
    public List<ChatMessage> messages() {
        return messages.get();
    }
}
