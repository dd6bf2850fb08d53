// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks when the test says, in the order that the test says, on the thread of the test. For one thread. */
public final class ManualExecutor extends AbstractExecutorService {
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean shutdown;

    /** How many tasks are waiting. */
    public int waiting() {
        return tasks.size();
    }

    /** Runs one task of those that are waiting. */
    public void run(int index) {
        tasks.remove(index).run();
    }

    /** Runs what is waiting, and what that adds, in order. Returns whether there was anything. */
    public boolean runAll() {
        boolean any = !tasks.isEmpty();
        while (!tasks.isEmpty()) {
            run(0);
        }
        return any;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && tasks.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }
}
