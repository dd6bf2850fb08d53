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
 * @param bytes how many bytes of UTF-8 their texts and names have together
 */
record ChatBacklog(List<ChatMessage> entries, long bytes) {
    static final ChatBacklog EMPTY = new ChatBacklog(List.of());

    ChatBacklog {
        entries = List.copyOf(entries);
    }

    ChatBacklog(List<ChatMessage> entries) {
        this(entries, entries.stream().mapToLong(ChatBacklog::bytesOf).sum());
    }

    private static long bytesOf(ChatMessage entry) {
        return Utf8.length(entry.text()) + Utf8.length(entry.name());
    }

    /** The backlog with one more entry, and without the oldest ones that are too many or too much. */
    ChatBacklog with(ChatMessage entry, ChatLimits limits) {
        var longer = new ArrayList<ChatMessage>(entries.size() + 1);
        longer.addAll(entries);
        longer.add(entry);
        long left = bytes + bytesOf(entry);
        int from = 0;
        while (from < longer.size() && (longer.size() - from > limits.entries() || left > limits.bytes())) {
            left -= bytesOf(longer.get(from));
            from++;
        }
        return new ChatBacklog(longer.subList(from, longer.size()), left);
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
