// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

import org.infinoted.chat.ChatSession;
import org.infinoted.session.Session;
import org.infinoted.text.TextSession;

/** Descriptions of open documents, for pages and commands. */
public final class Documents {
    /** The name of the server's own chat, which is in no folder. */
    public static final String SERVER_CHAT = "chat of the server";

    private Documents() {}

    public static String path(Session session) {
        return session.node().map(node -> node.path()).orElse(SERVER_CHAT);
    }

    /** The size with its unit; empty if documents of this type have no known size. */
    public static String size(Session session) {
        if (session instanceof TextSession text) {
            return counted(text.text().length(), "character");
        }
        if (session instanceof ChatSession chat) {
            return counted(chat.messages().size(), "message");
        }
        return "";
    }

    /** {@code 1 user}, {@code 2 users}. */
    public static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
