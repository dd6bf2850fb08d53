// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.TreeSet;

/** Numbers connections as the protocol requires: from 1, each one more than the largest number in use. Thread-safe. */
final class SequenceIds {
    @GuardedBy("this")
    private final TreeSet<Integer> used = new TreeSet<>();

    synchronized int take() {
        int id = used.isEmpty() ? 1 : used.last() + 1;
        used.add(id);
        return id;
    }

    synchronized void giveBack(int id) {
        used.remove(id);
    }
}
