// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.loop;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One of the server's event loops: a thread with a queue. State that belongs to a loop is touched on it alone, and
 * needs no locks. Tasks must not block. Tasks given by one thread run in the order in which they were given.
 *
 * <p>What a task throws ends that task alone. It is logged and reported, and the loop goes on. Whoever waits for what the task
 * does has to be answered by the task itself.
 */
public interface Loop extends Executor {
    /** Whether the caller is on this loop. */
    boolean inLoop();

    /** Runs the task at once if the caller is on this loop, otherwise as soon as the loop comes to it. */
    default void run(Runnable task) {
        if (inLoop()) {
            task.run();
        } else {
            execute(task);
        }
    }

    /** Runs the task on this loop after a delay. */
    Timer schedule(Duration delay, Runnable task);

    /** The time of this loop's clock in nanoseconds, from any origin; it goes only forward. */
    long nanoTime();

    /**
     * Reports what work on this loop has thrown, once it has been dealt with: an error may mean that the virtual machine is in
     * trouble, see {@link Faults}. What a task throws needs no report. Any thread.
     */
    default void report(Throwable thrown) {}

    /** A scheduled task. */
    interface Timer {
        /** Cancels the task if it has not begun. To be called on the loop. */
        void cancel();
    }
}
