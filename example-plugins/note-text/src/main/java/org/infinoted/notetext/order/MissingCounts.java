// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import org.infinoted.notetext.adopted.StateVector;

/** Counts pieces against a difference of state vectors. */
final class MissingCounts {
    private final StateVector diff;
    private final long[] open;
    private long left;

    MissingCounts(StateVector diff) {
        this.diff = diff;
        this.open = new long[diff.size()];
        for (int i = 0; i < open.length; i++) {
            open[i] = diff.countAt(i);
        }
        this.left = diff.total();
    }

    /** Whether the difference is made up. */
    boolean isComplete() {
        return left == 0;
    }

    /** Counts a piece of a user. Returns whether the difference has one. */
    boolean count(int user) {
        int component = diff.componentOf(user);
        if (component < 0 || open[component] == 0) {
            return false;
        }
        open[component]--;
        left--;
        return true;
    }
}
