// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A queue of tasks that run one at a time, in order, on the threads of an executor. Each task sees what earlier ones
 * wrote.
 *
 * <p>Thread-safe. No task and no foreign code is called with the lock held, so tasks may be posted under any lock.
 */
public final class Mailbox {
    private final Executor executor;
    private final int backlog;
    private final int slice;
    private final Runnable overflow;
    private final Logger log;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Deque<Runnable> queue = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean open = true;

    @GuardedBy("lock")
    private boolean active; // a run is due or under way

    private volatile @Nullable Thread runner;

    /**
     * @param backlog how many tasks may wait
     * @param slice how many tasks run before the thread is given back
     * @param overflow called when a task is dropped because the mailbox is full; runs on the thread that posts, so it
     *     must return at once
     */
    public Mailbox(Executor executor, int backlog, int slice, Runnable overflow, Logger log) {
        this.executor = executor;
        this.backlog = backlog;
        this.slice = slice;
        this.overflow = overflow;
        this.log = log;
    }

    /** Runs the task after what waits. Does nothing after {@link #finish} or {@link #abandon}. */
    public void post(Runnable task) {
        boolean full;
        synchronized (lock) {
            if (!open) {
                return;
            }
            full = queue.size() >= backlog;
            if (!full) {
                queue.add(task);
            }
        }
        if (full) {
            overflow.run();
        } else {
            wake();
        }
    }

    /**
     * Runs the steps before all waiting tasks, each as a task of its own. Together they count as one task. To be called
     * in the mailbox.
     */
    public void first(Iterator<? extends Runnable> steps) {
        synchronized (lock) {
            if (open && steps.hasNext()) {
                queue.addFirst(() -> {
                    Runnable step = steps.next();
                    first(steps);
                    step.run();
                });
            }
        }
    }

    /** Drops all waiting tasks and accepts only this last one. Does nothing the second time. */
    public void finish(Runnable last) {
        synchronized (lock) {
            if (!open) {
                return;
            }
            open = false;
            queue.clear();
            queue.add(last);
        }
        wake();
    }

    /** Drops all waiting tasks and accepts no more. A running task is left alone. */
    public void abandon() {
        synchronized (lock) {
            open = false;
            queue.clear();
        }
    }

    /** How many tasks wait. */
    public int size() {
        synchronized (lock) {
            return queue.size();
        }
    }

    /** Whether the caller is a task of this mailbox. */
    public boolean inside() {
        return runner == Thread.currentThread();
    }

    private void wake() {
        synchronized (lock) {
            if (active || queue.isEmpty()) {
                return;
            }
            active = true;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError e) { // OutOfMemoryError: no thread could be created
            synchronized (lock) {
                active = false; // waiting tasks are tried again with the next one
            }
            log.error("There is no thread for a plugin's callbacks; they wait", e);
        }
    }

    private void run() {
        runner = Thread.currentThread();
        try {
            runSlice();
        } finally { // whatever was thrown: the rest goes on
            runner = null;
            synchronized (lock) {
                active = false;
            }
            wake();
        }
    }

    private void runSlice() {
        for (int i = 0; i < slice; i++) {
            Runnable task;
            synchronized (lock) {
                task = queue.poll();
            }
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("A task in a plugin's mailbox failed outside of the plugin", e);
            }
        }
    }
}
