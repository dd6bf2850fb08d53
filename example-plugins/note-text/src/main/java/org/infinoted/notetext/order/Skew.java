// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.infinoted.notetext.adopted.StateVector;
import org.jspecify.annotations.Nullable;

/** How the counts of one connection differ from those of the sequence. Most do not. Immutable. */
public final class Skew {
    /** No difference. */
    public static final Skew NONE = new Skew(new TreeMap<>());

    private final SortedMap<Integer, Long> differences;

    private Skew(SortedMap<Integer, Long> differences) {
        this.differences = differences;
    }

    /** This skew with the count of a user raised by {@code more}, which may be negative. */
    public Skew plus(int user, long more) {
        if (more == 0) {
            return this;
        }
        SortedMap<Integer, Long> changed = new TreeMap<>(Integer::compareUnsigned);
        changed.putAll(differences);
        changed.merge(user, more, (before, added) -> before + added == 0 ? null : before + added);
        return changed.isEmpty() ? NONE : new Skew(changed);
    }

    /** What the connection counts where the sequence counts {@code canonical}. */
    public StateVector applyTo(StateVector canonical) {
        return differences.isEmpty() ? canonical : canonical.changed(differences);
    }

    /** Whether the counts are those of the sequence. */
    public boolean isNone() {
        return differences.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Skew skew && differences.equals(skew.differences));
    }

    @Override
    public int hashCode() {
        return differences.hashCode();
    }

    /** The differences by user. */
    public Map<Integer, Long> differences() {
        return Collections.unmodifiableMap(differences);
    }
}
