// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.stream.Link;

/**
 * Whether reading from a connection is paused: while too many of its messages are under way, and for any time that somebody has
 * asked for. It resumes when no reason is left. Belongs to the connection's loop.
 */
final class ReadingPause {
    private final Link link;
    private final Set<Timed> timed = new HashSet<>();
    private boolean full;
    private boolean paused;

    ReadingPause(Link link) {
        this.link = link;
    }

    /** A pause that ends by itself. */
    private final class Timed {
        private final Loop.Timer timer;

        Timed(Duration duration) {
            timer = link.loop().schedule(duration, this::end);
        }

        private void end() {
            timed.remove(this);
            update();
        }
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

    /** Pauses for this long at least. Of several pauses each has its own timer, so that the latest end counts. */
    void pauseFor(Duration duration) {
        timed.add(new Timed(duration));
        update();
    }

    /** The connection has closed: lets go of all timers. */
    void close() {
        timed.forEach(pause -> pause.timer.cancel());
        timed.clear();
    }

    private void update() {
        boolean wanted = full || !timed.isEmpty();
        if (wanted != paused) {
            paused = wanted;
            link.pauseReading(wanted);
        }
    }
}
