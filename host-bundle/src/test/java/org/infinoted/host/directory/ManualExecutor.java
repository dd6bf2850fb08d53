// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Threads of a store for tests: what they are given is done when the test says so, on the thread of the test. */
final class ManualExecutor extends AbstractExecutorService {
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean shutdown;

    /** How much is waiting. */
    int waiting() {
        return tasks.size();
    }

    /** Does one thing of those that are waiting. */
    void run(int index) {
        tasks.remove(index).run();
    }

    /** Does what is waiting, in order. Returns whether there was anything. */
    boolean runAll() {
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
