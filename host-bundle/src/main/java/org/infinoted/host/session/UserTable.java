// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.infinoted.session.User;

/**
 * The users of a session, present and absent. No two have the same name; names are compared character by character. Changed on the
 * session's home loop; {@link #all} may be called from any thread.
 */
final class UserTable {
    private final TreeMap<Integer, User> byId = new TreeMap<>(Integer::compareUnsigned);
    private final Map<String, Integer> idByName = new HashMap<>();
    private final int capacity;
    private volatile List<User> all = List.of();

    /** @param capacity how many users make the table full; it takes more all the same */
    UserTable(int capacity) {
        this.capacity = capacity;
    }

    boolean isFull() {
        return byId.size() >= capacity;
    }

    /** Everybody, by ascending id. */
    List<User> all() {
        return all;
    }

    Optional<User> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<User> find(String name) {
        return Optional.ofNullable(idByName.get(name)).map(byId::get);
    }

    /** The id that the next new user gets: one more than the largest, or the smallest that is free if that is the last there is. */
    int nextId() {
        int next = byId.isEmpty() ? 1 : byId.lastKey() + 1;
        if (next == 0) {
            do {
                next++;
            } while (byId.containsKey(next));
        }
        return next;
    }

    /** Adds a user, or replaces the one with this id, whose name stays. */
    void put(User user) {
        byId.put(user.id(), user);
        idByName.put(user.name(), user.id());
        all = List.copyOf(byId.values());
    }
}
