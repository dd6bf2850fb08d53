// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import org.infinoted.host.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Reports a client that leaves an element incomplete: one that is not complete in the time that any element has, and of which too few
 * bytes arrive. The time in which the server itself does not read does not count. Belongs to the connection's loop.
 */
final class ElementDeadline {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Loop loop;
    private final InputLimits limits;
    private final Runnable expired;
    private Loop.@Nullable Timer timer;
    private boolean incomplete;
    private long began;
    private long bytesAtBegin;
    private long bytes;
    private boolean paused;
    private long pausedSince;

    ElementDeadline(Loop loop, InputLimits limits, Runnable expired) {
        this.loop = loop;
        this.limits = limits;
        this.expired = expired;
    }

    /**
     * Something has been read.
     *
     * @param inElement whether it ended within an element
     * @param otherElement whether that is not the element in which the last piece ended
     * @param received how many bytes have come so far
     */
    void read(boolean inElement, boolean otherElement, long received) {
        bytes = received;
        if (inElement && (!incomplete || otherElement)) {
            began = loop.nanoTime();
            bytesAtBegin = received;
            if (timer == null && !limits.element().isZero()) {
                lookAfter(limits.element().toNanos());
            }
        }
        incomplete = inElement;
    }

    /** The server reads from the client, or does not. */
    void pause(boolean pause) {
        if (pause != paused) {
            paused = pause;
            if (pause) {
                pausedSince = loop.nanoTime();
            } else {
                began += loop.nanoTime() - pausedSince;
            }
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        incomplete = false;
    }

    private void lookAfter(long nanos) {
        timer = loop.schedule(Duration.ofNanos(nanos), this::look);
    }

    private void look() {
        timer = null;
        if (incomplete) {
            long now = paused ? pausedSince : loop.nanoTime();
            long left = limits.element().toNanos()
                    + (bytes - bytesAtBegin) * NANOS_PER_SECOND / limits.elementBytesPerSecond()
                    - (now - began);
            if (left > 0 || paused) {
                lookAfter(Math.max(left, NANOS_PER_SECOND));
            } else {
                expired.run();
            }
        }
    }
}
