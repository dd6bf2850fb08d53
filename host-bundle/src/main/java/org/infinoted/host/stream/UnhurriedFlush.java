// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.loop.Loop;

/**
 * Flushes connections on which nobody waits for what was written. After a time of rest that is done at the end of the loop's turn; when
 * there is more and more to be told, once in {@link #INTERVAL}: a system call for each connection and message would keep the loop from
 * those who wait. Used on its loop.
 */
final class UnhurriedFlush {
    /** Less than anybody notices; long enough for many messages. */
    static final Duration INTERVAL = Duration.ofMillis(10);

    private final Loop loop;
    private final List<Runnable> flushes = new ArrayList<>();
    private long flushedAt;

    UnhurriedFlush(Loop loop) {
        this.loop = loop;
        this.flushedAt = loop.nanoTime() - INTERVAL.toNanos();
    }

    /** Has this run soon, once. */
    void add(Runnable flush) {
        if (flushes.isEmpty()) {
            long wait = INTERVAL.toNanos() - (loop.nanoTime() - flushedAt);
            if (wait <= 0) {
                loop.execute(this::flush);
            } else {
                loop.schedule(Duration.ofNanos(wait), this::flush);
            }
        }
        flushes.add(flush);
    }

    private void flush() {
        flushedAt = loop.nanoTime();
        List<Runnable> now = List.copyOf(flushes);
        flushes.clear();
        now.forEach(loop::run);
    }
}
