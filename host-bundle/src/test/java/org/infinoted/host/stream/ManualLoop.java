// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.infinoted.host.loop.Loop;

/**
 * A loop for tests, whose time stands still until the test moves it and whose tasks run when the test says so, on the thread of
 * the test. A test is "in the loop" only inside the tasks, or inside {@link #call}.
 */
public final class ManualLoop implements Loop {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Scheduled> scheduled =
            new PriorityQueue<>(Comparator.comparing(Scheduled::due).thenComparing(Scheduled::number));
    private final List<Throwable> reported = new ArrayList<>();
    private final Map<Integer, Throwable> refusals = new HashMap<>();
    private int executed;
    private boolean guarded;
    private Instant now = Instant.EPOCH;
    private long number;
    private boolean running;

    private record Scheduled(Instant due, long number, Runnable task) {}

    @Override
    public boolean inLoop() {
        return running;
    }

    /** What tasks throw is kept from now on, as in a real loop; without this, it fails the test. */
    public ManualLoop guarded() {
        guarded = true;
        return this;
    }

    /** Has this thrown in place of taking a task: the next one, or one of those after it. */
    public void refuse(int tasksBefore, Throwable thrown) {
        refusals.put(executed + tasksBefore, thrown);
    }

    /** What was reported, and what tasks of a guarded loop have thrown. */
    public List<Throwable> reported() {
        return reported;
    }

    @Override
    public void report(Throwable thrown) {
        reported.add(thrown);
    }

    @Override
    public void execute(Runnable task) {
        Throwable refusal = refusals.remove(executed++);
        if (refusal != null) {
            InjectedErrors.throwAny(refusal);
        }
        tasks.add(task);
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Scheduled timer = new Scheduled(now.plus(delay), number++, task);
        scheduled.add(timer);
        return () -> scheduled.remove(timer);
    }

    @Override
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** Whether nothing is queued. */
    public boolean isIdle() {
        return tasks.isEmpty();
    }

    /** Runs the task that is queued longest; there must be one. */
    public void runNext() {
        runTask(tasks.remove());
    }

    /** Runs what is queued, and what that queues in turn, until nothing is left. Returns whether anything ran. */
    public boolean runAll() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            any = true;
            runTask(task);
        }
        return any;
    }

    /** Lets this much time pass, and runs what is queued and what becomes due, in order. */
    public void advance(Duration time) {
        Instant end = now.plus(time);
        runAll();
        while (!scheduled.isEmpty() && !scheduled.element().due().isAfter(end)) {
            Scheduled next = scheduled.remove();
            now = next.due();
            runTask(next.task());
            runAll();
        }
        now = end;
    }

    private void runTask(Runnable task) {
        if (!guarded) {
            call(task);
            return;
        }
        try {
            call(task);
        } catch (Throwable e) {
            report(e);
        }
    }

    /** Runs this at once as if it were a task of the loop. */
    public void call(Runnable task) {
        boolean before = running;
        running = true;
        try {
            task.run();
        } finally {
            running = before;
        }
    }

    /** How many scheduled tasks are not due yet. */
    public int scheduledCount() {
        return scheduled.size();
    }

    /** This loop's time. */
    public InstantSource clock() {
        return () -> now;
    }

    /** Runs all these loops until none has anything left. */
    public static void runAll(ManualLoop... loops) {
        boolean any = true;
        while (any) {
            any = false;
            for (ManualLoop loop : loops) {
                any |= loop.runAll();
            }
        }
    }
}
