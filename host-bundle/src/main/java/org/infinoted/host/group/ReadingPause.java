// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.time.Duration;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.stream.Link;
import org.jspecify.annotations.Nullable;

/**
 * Whether reading from a connection is paused: while too many of its messages are under way, while a part of what was read is not
 * handled, and for any time that somebody has asked for. It resumes when no reason is left. Belongs to the connection's loop.
 */
final class ReadingPause {
    private final Link link;
    private Loop.@Nullable Timer timer; // while it is paused for a time
    private long end;
    private boolean full;
    private boolean unhandled;
    private boolean paused;

    ReadingPause(Link link) {
        this.link = link;
    }

    /** Whether too many messages are under way. */
    boolean isFull() {
        return full;
    }

    /** Says whether too many messages are under way. */
    void setFull(boolean tooMany) {
        full = tooMany;
        update();
    }

    /** Says whether a part of what was read is not handled. */
    void setUnhandled(boolean some) {
        unhandled = some;
        update();
    }

    /** Pauses for this long at least; of several pauses the latest end counts. */
    void pauseFor(Duration duration) {
        long wanted = link.loop().nanoTime() + duration.toNanos();
        if (timer == null) {
            end = wanted;
            timer = link.loop().schedule(duration, this::due);
            update();
        } else if (wanted - end > 0) {
            end = wanted;
        }
    }

    private void due() {
        long left = end - link.loop().nanoTime();
        timer = left > 0 ? link.loop().schedule(Duration.ofNanos(left), this::due) : null;
        update();
    }

    /** The connection has closed: lets go of the timer. */
    void close() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void update() {
        boolean wanted = full || unhandled || timer != null;
        if (wanted != paused) {
            paused = wanted;
            link.pauseReading(wanted);
        }
    }
}
