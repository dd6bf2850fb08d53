// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/**
 * The thread that responds to an emergency. It is there from the start, and waking it takes no memory: when it is needed there may
 * be none for a thread, nor for an entry in a queue. Thread-safe.
 */
public final class EmergencyThread implements AutoCloseable {
    private final CountDownLatch called = new CountDownLatch(1);
    private final Runnable response;
    private final Thread thread;
    private volatile boolean woken;

    /** @param response run once, when it is woken for the first time */
    public EmergencyThread(ThreadFactory threads, Runnable response) {
        this.response = response;
        thread = threads.newThread(this::respond);
        thread.start();
    }

    /** Has it respond. Returns at once. */
    public void wake() {
        woken = true;
        called.countDown();
    }

    /** Ends the thread if it has not been woken; otherwise it responds all the same. Returns at once. */
    @Override
    public void close() {
        called.countDown();
    }

    private void respond() {
        boolean waiting = true;
        while (waiting) {
            try {
                called.await();
                waiting = false;
            } catch (InterruptedException e) { // nobody has a reason to
                waiting = true;
            }
        }
        if (woken) {
            response.run();
        }
    }
}
