// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Signals that something may have changed; listeners find out for themselves what it is. It is created before its
 * senders and listeners. Thread-safe; listeners run on the sender's thread.
 */
final class ChangeSignal implements Runnable {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Adds a listener. It misses earlier changes, so it must check once itself. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void run() {
        listeners.forEach(Runnable::run);
    }
}
