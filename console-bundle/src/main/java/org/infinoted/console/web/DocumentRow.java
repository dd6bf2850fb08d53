// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import java.util.List;
import org.infinoted.console.Documents;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;

/** The row of one open document on the page. */
final class DocumentRow {
    /** More are not listed; the protocol tells all of them. */
    private static final int MAX_USERS = 100;

    private DocumentRow() {}

    static JsonWriter of(Session session) {
        List<User> users = present(session);
        return new JsonWriter()
                .put("key", key(session))
                .put("path", Documents.path(session))
                .put("type", session.type())
                .put(
                        "users",
                        users.stream().limit(MAX_USERS).map(DocumentRow::user).toList())
                .put("userCount", users.size())
                .put("subscribers", session.subscribers().size())
                .put("size", Documents.size(session))
                .put("requests", session.requests());
    }

    /** Stays the same while the document is open, and is never reused for another one. */
    static String key(Session session) {
        return session.node().map(node -> Integer.toString(node.id())).orElse("chat");
    }

    private static List<User> present(Session session) {
        return session.users().stream()
                .filter(user -> user.status() != UserStatus.UNAVAILABLE)
                .toList();
    }

    private static JsonWriter user(User user) {
        return new JsonWriter()
                .put("name", user.name())
                .put("status", user.status().word());
    }
}
