// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says that something may have changed, to listeners that look for themselves what it is. It is there before those who give it and
 * those who take it. Thread-safe; the listeners run on the thread that gives the signal.
 */
final class ChangeSignal implements Runnable {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** The listener misses what has changed before, so it has to look once itself. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void run() {
        listeners.forEach(Runnable::run);
    }
}
