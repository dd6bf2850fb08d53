// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A queue before an appender that may hang, such as one that writes to a disk: whoever logs never waits. When the queue is full, lines
 * are dropped, and their number is written as soon as there is room again.
 */
public final class QueueAppender extends AsyncAppender {
    private static final long REPORT_SECONDS = 1;

    private final InstantSource clock;
    private long lost;
    private @Nullable ScheduledFuture<?> reports;

    public QueueAppender() {
        this(InstantSource.system());
    }

    QueueAppender(InstantSource clock) {
        this.clock = clock;
        setNeverBlock(true);
        setDiscardingThreshold(0); // all levels are dropped alike, and only when there is no room
    }

    @Override
    public void start() {
        super.start();
        reports = getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(this::report, REPORT_SECONDS, REPORT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (isStarted()) {
            report();
            if (reports != null) {
                reports.cancel(false);
            }
        }
        super.stop();
    }

    /** Only this method adds to the queue, so there is room for what it adds. */
    @Override
    protected synchronized void append(ILoggingEvent event) {
        report();
        if (getRemainingCapacity() > 0) {
            super.append(event);
        } else {
            lost++;
        }
    }

    /** Says how many lines are lost, if there is room for more than that. */
    synchronized void report() {
        if (lost > 0 && getRemainingCapacity() > 1) {
            String text = lost + " lines were not written here, because writing took too long";
            lost = 0;
            super.append(LogLine.own(clock.instant(), text));
        }
    }
}
