// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.infinoted.host.loop.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices loops that do not answer: a task that does not come to its end holds up all clients and documents of its loop, and no
 * other part of the server sees it. Where the loop is stuck is in the log, once.
 *
 * <p>{@link #look} is to be called by one thread, every second or so; {@link #silent} may be called from any thread.
 */
public final class LoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);

    private final List<Pulse> pulses;
    private final Duration patience;
    private final LongSupplier nanoTime;

    /** @param patience for so long a loop may be busy */
    public LoopWatch(List<Loop> loops, Duration patience, LongSupplier nanoTime) {
        this.pulses = loops.stream().map(Pulse::new).toList();
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** Looks which loops have answered, and asks them again. */
    public void look() {
        pulses.forEach(Pulse::look);
    }

    /** What there is to say of loops that do not answer, one sentence each. */
    public List<String> silent() {
        return pulses.stream()
                .filter(pulse -> pulse.reported)
                .map(Pulse::toString)
                .toList();
    }

    /** The question to one loop that is under way, and its answer. */
    private final class Pulse {
        private final Loop loop;
        private volatile @Nullable Thread thread; // null until its first answer
        private volatile boolean waiting;
        private volatile long asked; // when
        private volatile boolean reported;

        Pulse(Loop loop) {
            this.loop = loop;
        }

        void look() {
            if (!waiting) {
                answered();
                waiting = true;
                asked = nanoTime.getAsLong();
                loop.execute(this::answer);
            } else if (!reported && silence().compareTo(patience) > 0) {
                reported = true;
                LOG.error("{}. It is here:", this, position());
            }
        }

        /** On the loop. */
        private void answer() {
            thread = Thread.currentThread();
            waiting = false;
        }

        private void answered() {
            if (reported) {
                reported = false;
                LOG.warn("The {} answers again", name());
            }
        }

        private Duration silence() {
            return Duration.ofNanos(nanoTime.getAsLong() - asked);
        }

        private String name() {
            Thread known = thread;
            return known == null ? "new event loop" : "event loop " + known.getName();
        }

        private Exception position() {
            var position = new Exception("The stack of the loop");
            Thread known = thread;
            position.setStackTrace(known == null ? new StackTraceElement[0] : known.getStackTrace());
            return position;
        }

        @Override
        public String toString() {
            return "The " + name() + " has not answered for " + silence().toSeconds()
                    + " s: clients and documents there wait";
        }
    }
}
