// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.infinoted.host.group.Client;
import org.infinoted.host.loop.Loop;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The input of a session: handled at once, or queued in its order while the session cannot take it. Belongs to the session's home
 * loop, unless a method says otherwise.
 *
 * <p>The queue has no limit of its own: what waits counts as under way at its {@link Client}, which stops reading when that is too
 * much, so that the rest waits at the other end of the connection, and the
 * memory is part of the budget.
 */
final class InputQueue {
    private static final Logger LOG = LoggerFactory.getLogger(InputQueue.class);

    private final Loop home;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int holds;
    private boolean draining;

    InputQueue(Loop home) {
        this.home = home;
    }

    /** Whether input is handled at once. This is the hot path. */
    boolean isOpen() {
        return holds == 0 && !draining;
    }

    /** Holds back all input from now on, until as many calls of {@link #release}. */
    void hold() {
        holds++;
    }

    /** Handles what waits, unless there is another hold. */
    void release() {
        holds = Math.max(0, holds - 1);
        drain();
    }

    /** As {@link #release}, with this task before all that waits. From any thread. */
    void release(Runnable first) {
        home.run(() -> {
            waiting.addFirst(first);
            release();
        });
    }

    /** Ends all holds and handles what waits. */
    void open() {
        holds = 0;
        drain();
    }

    private void drain() {
        if (!isOpen()) {
            return; // there is another hold, or the loop below goes on
        }
        draining = true;
        try {
            while (holds == 0 && !waiting.isEmpty()) {
                handle(waiting.remove());
            }
        } finally {
            draining = false;
        }
    }

    /** What one task throws keeps none of the others from being handled. */
    private void handle(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            home.report(e);
            LOG.error("What has waited in a session failed", e);
        }
    }

    /** Runs the task at once, or after what waits. */
    void pass(Runnable task) {
        if (isOpen()) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /** As {@link #pass(Runnable)}, for a message of a client. If that fails after it has waited, the client is disconnected. */
    void pass(Client from, Element message, Runnable task) {
        if (isOpen()) {
            task.run();
        } else {
            from.withheld(message);
            waiting.add(() -> {
                from.released(message);
                from.handle(task);
            });
        }
    }

    /** As {@link #pass(Runnable)}, from any thread. The tasks of one thread keep their order. */
    void submit(Runnable task) {
        home.run(() -> pass(task));
    }

    /** As {@link Loop#report}. */
    void report(Throwable thrown) {
        home.report(thrown);
    }

    /** How many tasks wait. */
    int size() {
        return waiting.size();
    }
}
