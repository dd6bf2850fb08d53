// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

import org.infinoted.chat.ChatSession;
import org.infinoted.session.Session;
import org.infinoted.text.TextSession;

/** What is said of an open document. */
public final class Documents {
    /** What the chat of the whole server, which is in no folder, goes by. */
    public static final String SERVER_CHAT = "chat of the server";

    private Documents() {}

    public static String path(Session session) {
        return session.node().map(node -> node.path()).orElse(SERVER_CHAT);
    }

    /** How large it is, with the unit; empty if it is of a kind that has no size that we know. */
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
