// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operation of one logged request, translated to states other than its own. A translation never changes; forgetting
 * it only costs time.
 */
final class TranslatedStates {
    private Map<StateVector, Operation> recent = new HashMap<>();

    /** TranslatedStates used before the last {@link #age}, but not since; null if there are none. */
    private @Nullable Map<StateVector, Operation> older;

    /** The operation in a state that includes this many requests of the user; null if that is not known. */
    @Nullable
    Operation get(StateVector state) {
        Operation operation = recent.get(state);
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
