// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Connections that have not logged in, the oldest first, those that have said nothing apart. Guarded by the lock of {@link
 * Admission}.
 */
final class LoggingIn {
    /** Who needs longer than this to log in has to make room when it is needed. */
    private static final long USUAL_LOGIN = Duration.ofSeconds(5).toNanos();

    private final Set<Place> silent = new LinkedHashSet<>();
    private final Set<Place> speaking = new LinkedHashSet<>();

    int size() {
        return silent.size() + speaking.size();
    }

    void add(Place place) {
        silent.add(place);
    }

    void spoke(Place place) {
        if (silent.remove(place)) {
            speaking.add(place);
        }
    }

    void remove(Place place) {
        if (!silent.remove(place)) {
            speaking.remove(place);
        }
    }

    /** The oldest that has said nothing, or else the oldest if it takes long to log in; null if none has to make room. */
    @Nullable
    Place toMakeRoom(long now) {
        Place oldest = oldestSilent();
        if (oldest != null) {
            return oldest;
        }
        Iterator<Place> inOrder = speaking.iterator();
        Place slow = inOrder.hasNext() ? inOrder.next() : null;
        return slow != null && now - slow.since() > USUAL_LOGIN ? slow : null;
    }

    /** The oldest that has said nothing; null if there is none. */
    @Nullable
    Place oldestSilent() {
        Iterator<Place> inOrder = silent.iterator();
        return inOrder.hasNext() ? inOrder.next() : null;
    }
}
