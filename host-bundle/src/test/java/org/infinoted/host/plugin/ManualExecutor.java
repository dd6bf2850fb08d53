// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Runs tasks when the test says, in the order that the test says. For one thread. */
public final class ManualExecutor implements Executor {
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    public int size() {
        return tasks.size();
    }

    public void run(int index) {
        tasks.remove(index).run();
    }

    public void runAll() {
        while (!tasks.isEmpty()) {
            run(0);
        }
    }
}
