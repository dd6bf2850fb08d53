// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.concurrent.locks.LockSupport;

/** The times at which something is due: so often a second until the end, whether or not the server keeps up. */
final class Pace {

    private final long period;
    private final long end;
    private long due;

    Pace(double perSecond, long start, long end) {
        this.period = (long) (1e9 / perSecond);
        this.due = start;
        this.end = end;
    }

    /** Waits for the next time and returns it; negative at the end. */
    long await() throws InterruptedException {
        due += period;
        if (due >= end) {
            return -1;
        }
        until(due);
        return due;
    }

    /** Waits until {@link System#nanoTime} shows this. */
    static void until(long time) throws InterruptedException {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Leaves out what is overdue. */
    void skip() {
        due = Math.max(due, System.nanoTime());
    }
}
