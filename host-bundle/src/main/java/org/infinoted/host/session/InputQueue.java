// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.infinoted.host.group.Client;

/**
 * Lets what comes to a session in, or holds it back, in its order, while the session cannot take it. Belongs to the session's home
 * loop.
 *
 * <p>There is no limit of its own: what is held back of a client counts as under way in {@link Client}, which stops reading when
 * that is too much, so that the rest waits at the client.
 */
final class InputQueue {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int holds;
    private boolean draining;

    /** Whether what comes may be handled at once. This is the hot path. */
    boolean isOpen() {
        return holds == 0 && !draining;
    }

    /** Holds back what comes from now on, until as many calls of {@link #release}. */
    void hold() {
        holds++;
    }

    /** Lets in what waits, unless somebody else holds it back. */
    void release() {
        holds = Math.max(0, holds - 1);
        drain();
    }

    /** As {@link #release}, with this before all that waits. */
    void release(Runnable first) {
        waiting.addFirst(first);
        release();
    }

    /** Lets in what waits, whoever holds it back. */
    void open() {
        holds = 0;
        drain();
    }

    private void drain() {
        if (!isOpen()) {
            return; // held back by another, or the loop below goes on
        }
        draining = true;
        try {
            while (holds == 0 && !waiting.isEmpty()) {
                waiting.remove().run();
            }
        } finally {
            draining = false;
        }
    }

    /** Has the task run at once, or behind what waits. */
    void pass(Runnable task) {
        if (isOpen()) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /** As {@link #pass}, for what a client sent. */
    void pass(Client from, Runnable task) {
        if (isOpen()) {
            task.run();
        } else {
            from.withheld();
            waiting.add(() -> {
                from.released();
                task.run();
            });
        }
    }

    /** How much waits. */
    int size() {
        return waiting.size();
    }
}
