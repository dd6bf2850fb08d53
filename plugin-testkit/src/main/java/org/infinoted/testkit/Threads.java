// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The threads that exist at one moment. */
final class Threads {
    /** Java's own, which come and go as they like, and those of the test framework. */
    private static final List<String> NOT_A_PLUGINS = List.of(
            "ForkJoinPool.commonPool-worker",
            "Common-Cleaner",
            "process reaper",
            "Attach Listener",
            "junit-",
            "surefire-",
            Mailboxes.THREADS);

    private final Set<Thread> there = new HashSet<>(Thread.getAllStackTraces().keySet());

    /** The threads that have begun since and do not end within this real time: their names and stacks. */
    List<String> moreAfter(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!there.contains(thread) && NOT_A_PLUGINS.stream().noneMatch(thread.getName()::startsWith)) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
                if (thread.isAlive()) {
                    left.add(thread + " at " + Arrays.asList(thread.getStackTrace()));
                }
            }
        }
        return left;
    }
}
