// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.infinoted.chat.ChatMessage;
import org.infinoted.session.User;

/**
 * The messages that a chat remembers. Immutable.
 *
 * <p>The order is that of arrival. It is also the order of time, unless the clock was set back; dropping by time would
 * then drop the latest messages.
 *
 * @param entries oldest first
 */
record ChatBacklog(List<ChatMessage> entries) {
    static final ChatBacklog EMPTY = new ChatBacklog(List.of());

    ChatBacklog {
        entries = List.copyOf(entries);
    }

    /** The backlog with one more entry, and without the oldest ones beyond the capacity. */
    ChatBacklog with(ChatMessage entry, int capacity) {
        var longer = new ArrayList<ChatMessage>(entries.size() + 1);
        longer.addAll(entries);
        longer.add(entry);
        return new ChatBacklog(longer.subList(Math.max(0, longer.size() - capacity), longer.size()));
    }

    /** The users that the entries name, as absent ones, by ascending id. */
    List<User> users() {
        var users = new TreeMap<Integer, User>(Integer::compareUnsigned);
        for (ChatMessage entry : entries) {
            users.putIfAbsent(entry.user(), User.absent(entry.user(), entry.name()));
        }
        return List.copyOf(users.values());
    }
}
