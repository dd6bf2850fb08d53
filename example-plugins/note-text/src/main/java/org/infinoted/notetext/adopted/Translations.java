// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operation of one logged request in other states than its own. What is known of it never changes; forgetting it costs time
 * only.
 */
final class Translations {
    private Map<StateVector, Operation> recent = new HashMap<>();

    /** What was used before the last {@link #age}, but not since; null if there is nothing. */
    private @Nullable Map<StateVector, Operation> older;

    /** The operation in a state that includes this many requests of the user; null if that is not known. */
    @Nullable
    Operation get(StateVector state) {
        var operation = recent.get(state);
        if (operation == null && older != null) {
            operation = older.remove(state);
            if (operation != null) {
                recent.put(state, operation);
            }
        }
        return operation;
    }

    void put(StateVector state, Operation operation) {
        recent.put(state, operation);
    }

    /** Forgets what was not used since the last call. */
    void age() {
        older = recent.isEmpty() ? null : recent;
        recent = new HashMap<>();
    }

    int size() {
        return recent.size() + (older == null ? 0 : older.size());
    }
}
