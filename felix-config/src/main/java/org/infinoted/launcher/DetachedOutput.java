// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * An output for which nobody waits. A thread of its own writes what is queued to the real one, which may be a pipe that nobody reads.
 * When the queue is full, whole lines are dropped, and their number is written as soon as there is room again.
 */
final class DetachedOutput extends OutputStream {
    private static final int MOST_QUEUED = 1 << 20;
    private static final int LONGEST_LINE = 64 << 10;

    private final OutputStream target;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Queue<byte[]> queue = new ArrayDeque<>();

    @GuardedBy("lock")
    private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream(); // a line without its end

    @GuardedBy("lock")
    private int queued; // bytes, with those that are being written

    @GuardedBy("lock")
    private long lost; // lines

    private DetachedOutput(OutputStream target) {
        this.target = target;
    }

    /** @param name of the stream, for its thread */
    static DetachedOutput to(OutputStream target, String name) {
        var output = new DetachedOutput(target);
        var writer = new Thread(output::write, "infinoted-" + name);
        writer.setDaemon(true);
        writer.start();
        return output;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        synchronized (lock) {
            int end = offset + length;
            while (end > offset && bytes[end - 1] != '\n') {
                end--;
            }
            if (end > offset) {
                unfinished.write(bytes, offset, end - offset);
                enqueue();
            }
            unfinished.write(bytes, end, offset + length - end);
            if (unfinished.size() > LONGEST_LINE) {
                enqueue();
            }
        }
    }

    /** Drops what does not fit, but takes any piece if there is nothing else. */
    @GuardedBy("lock")
    private void enqueue() {
        byte[] lines = unfinished.toByteArray();
        unfinished.reset();
        if (queued > 0 && queued + lines.length > MOST_QUEUED) {
            lost += countLines(lines);
            return;
        }
        sayLost();
        add(lines);
    }

    @GuardedBy("lock")
    private void sayLost() {
        if (lost > 0) {
            String notice = "infinoted: " + lost + " lines were not written here, because nobody read them in time\n";
            lost = 0;
            add(notice.getBytes(StandardCharsets.UTF_8));
        }
    }

    @GuardedBy("lock")
    private void add(byte[] bytes) {
        queue.add(bytes);
        queued += bytes.length;
        lock.notifyAll();
    }

    private static long countLines(byte[] bytes) {
        long lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return Math.max(1, lines);
    }

    /** Does nothing: the thread writes all the time. */
    @Override
    public void flush() {}

    /** Waits until all is written, an unfinished line as well, but not longer than the limit. */
    void drain(Duration limit) throws InterruptedException {
        synchronized (lock) {
            if (unfinished.size() > 0) {
                enqueue();
            }
            long deadline = System.nanoTime() + limit.toNanos();
            while (queued > 0) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
        }
    }

    private void write() {
        try {
            while (true) {
                byte[] next = next();
                try {
                    target.write(next);
                    target.flush();
                } catch (IOException e) {
                    // nobody reads any more, and there is nobody to tell
                }
                written(next.length);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] next() throws InterruptedException {
        synchronized (lock) {
            byte[] next = queue.poll();
            while (next == null) {
                lock.wait();
                next = queue.poll();
            }
            return next;
        }
    }

    private void written(int bytes) {
        synchronized (lock) {
            queued -= bytes;
            if (queued < MOST_QUEUED / 2) {
                sayLost();
            }
            lock.notifyAll();
        }
    }
}
