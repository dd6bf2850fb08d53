// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All users that ever took part, in ascending order of unsigned ids. */
final class UserTable implements Iterable<User> {
    private final List<User> users = new ArrayList<>();

    private int indexOf(int id) {
        int low = 0;
        int high = users.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(users.get(middle).id(), id);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** The user with an id; null if there is none. */
    @Nullable
    User find(int id) {
        int at = indexOf(id);
        return at < 0 ? null : users.get(at);
    }

    /**
     * The user with an id, of whom the caller has heard before.
     *
     * @throws IllegalArgumentException if there is none
     */
    User get(int id) {
        User user = find(id);
        if (user == null) {
            throw new IllegalArgumentException("no user " + Integer.toUnsignedString(id));
        }
        return user;
    }

    void add(User user) {
        users.add(-1 - indexOf(user.id()), user);
    }

    int size() {
        return users.size();
    }

    @Override
    public Iterator<User> iterator() {
        return users.iterator();
    }
}
