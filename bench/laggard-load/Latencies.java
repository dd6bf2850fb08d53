// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long what was begun took, each from the time when it was due: an answer that never came counts too, with the time it was waited for. */
final class Latencies {

    private final Map<Object, Long> begun = new HashMap<>();
    private final List<Long> nanos = new ArrayList<>();
    private final long from;
    private int unanswered;
    private long worst;
    private long worstDue;

    /** from: what was due before is not measured. */
    Latencies(long from) {
        this.from = from;
    }

    synchronized void begin(Object what, long due) {
        if (due >= from) {
            begun.put(what, due);
        }
    }

    /** Does nothing for what was not begun, or has ended before. */
    synchronized void end(Object what) {
        Long due = begun.remove(what);
        if (due != null) {
            add(due);
            notifyAll();
        }
    }

    private void add(long due) {
        long nano = System.nanoTime() - due;
        nanos.add(nano);
        if (nano > worst) {
            worst = nano;
            worstDue = due;
        }
    }

    /** After how many seconds that was due which took longest. */
    synchronized double worstAfterSeconds() {
        return (worstDue - from) / 1e9;
    }

    /** Waits for the end of all that was begun, until the deadline. */
    synchronized void drain(long deadline) throws InterruptedException {
        while (!begun.isEmpty() && System.nanoTime() < deadline) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        unanswered = begun.size();
        begun.values().forEach(this::add);
        begun.clear();
        nanos.sort(null);
    }

    /** After drain(). */
    synchronized double percentileMillis(double percent) {
        if (nanos.isEmpty()) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(percent / 100 * nanos.size()) - 1;
        return nanos.get(Math.max(index, 0)) / 1e6;
    }

    synchronized int count() {
        return nanos.size();
    }

    synchronized int unanswered() {
        return unanswered;
    }
}
