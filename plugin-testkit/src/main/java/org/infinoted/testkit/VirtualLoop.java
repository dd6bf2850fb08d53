// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.time.Duration;
import java.time.Instant;
import org.infinoted.host.loop.Loop;
import org.jspecify.annotations.Nullable;

/** One of the server's event loops, in virtual time. */
final class VirtualLoop implements Loop {
    private final VirtualTime time;
    private volatile @Nullable Thread runner;

    VirtualLoop(VirtualTime time) {
        this.time = time;
    }

    @Override
    public boolean inLoop() {
        return runner == Thread.currentThread();
    }

    @Override
    public void execute(Runnable task) {
        time.execute(() -> call(task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return time.schedule(delay, () -> call(task))::run;
    }

    @Override
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, time.instant()).toNanos();
    }

    /** Runs this at once as if it were a task of the loop. */
    void call(Runnable task) {
        Thread before = runner;
        runner = Thread.currentThread();
        try {
            task.run();
        } finally {
            runner = before;
        }
    }
}
