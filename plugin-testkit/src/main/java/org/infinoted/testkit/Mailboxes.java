// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The executor of plugins' mailboxes. Any thread may add tasks. The test's thread has them run one after the other,
 * each on a thread for plugins, and waits. When a task waits in turn for an answer of the server, the test's thread
 * does the server's work.
 */
final class Mailboxes implements Executor {
    static final String THREADS = "infinoted-testkit-plugin";
    /** How long a task may run before it is checked whether it waits. */
    private static final long LOOK_AFTER_MILLIS = 2;
    /**
     * Shared by all hosts, as all plugins share a server's threads: what a plugin leaves in thread locals stays there.
     */
    private static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(null, task, THREADS, 0, false);
        thread.setContextClassLoader(Mailboxes.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    });

    private final BooleanSupplier server;

    @GuardedBy("this")
    private final Queue<Runnable> queue = new ArrayDeque<>();

    /** @param server does one thing that the server has to do, and returns whether there was one */
    Mailboxes(BooleanSupplier server) {
        this.server = server;
    }

    @Override
    public synchronized void execute(Runnable task) {
        queue.add(task);
    }

    /** Runs the task that waits longest, if there is one. Returns whether there was one. */
    boolean runNext() {
        Runnable task;
        synchronized (this) {
            task = queue.poll();
        }
        if (task != null) {
            new Run(task).await();
        }
        return task != null;
    }

    /** One task on its thread. */
    private final class Run {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable Thread thread;

        Run(Runnable task) {
            POOL.execute(() -> {
                thread = Thread.currentThread();
                try {
                    task.run();
                } finally {
                    done.countDown();
                }
            });
        }

        void await() {
            try {
                while (!done.await(LOOK_AFTER_MILLIS, TimeUnit.MILLISECONDS)) {
                    if (isWaiting() && !server.getAsBoolean()) {
                        runNext(); // an answer to a plugin is no callback, but runs on the same threads
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                var where = new IllegalStateException("The plugin's thread is here");
                Thread running = thread;
                if (running != null) {
                    where.setStackTrace(running.getStackTrace());
                }
                throw new IllegalStateException("The plugin does not return", where);
            }
        }

        private boolean isWaiting() {
            Thread running = thread;
            return running != null
                    && switch (running.getState()) {
                        case WAITING, TIMED_WAITING -> true;
                        default -> false;
                    };
        }
    }
}
