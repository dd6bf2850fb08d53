// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import ch.qos.logback.core.util.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.infinoted.log.Repeats.Suppressed;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the appenders that write. Of the lines of one {@link Kind} it lets some pass, and then says how many more there were;
 * all lines are cut to a length. So nobody can fill the disk or hide what happens to others, and the first line about each
 * connection is written whatever another one does.
 *
 * <p>The line that it passes on is text alone: safe, with its stack, if it has one. Appenders may keep it for later.
 */
public final class LineLimiter extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    /** The key of the log's context that names the connection that a line is about. */
    static final String CONNECTION = "connection";

    private static final long REPORT_SECONDS = 1;
    private static final int LONGEST_THREAD_NAME = 100;

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final AppenderAttachableImpl<ILoggingEvent> appenders = new AppenderAttachableImpl<>();
    private Duration window = Duration.buildBySeconds(10);
    private Duration traceInterval = Duration.buildByMinutes(10);
    private int linesPerConnection = 10;
    private int linesPerAddress = 30;
    private int linesPerKind = 200;
    private int linesPerLogger = 1000;
    private int clientBytes = 1024;
    private int bytes = 8192;
    private @Nullable Repeats repeats;
    private @Nullable StackTraces traces;
    private @Nullable ScheduledFuture<?> reports;

    public LineLimiter() {
        this(System::nanoTime, InstantSource.system());
    }

    LineLimiter(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /** After this time the lines of a kind are counted anew, and those that were not written are reported. */
    public void setWindow(Duration newWindow) {
        window = newWindow;
    }

    /** For how long the stack of one fault is not written again. */
    public void setTraceInterval(Duration interval) {
        traceInterval = interval;
    }

    /** How many lines of one kind are written about one connection. */
    public void setLinesPerConnection(int lines) {
        linesPerConnection = lines;
    }

    /** How many lines of one kind are written about the connections of one address. */
    public void setLinesPerAddress(int lines) {
        linesPerAddress = lines;
    }

    /** How many lines of one kind are written. */
    public void setLinesPerKind(int lines) {
        linesPerKind = lines;
    }

    /** How many lines of one logger are written. */
    public void setLinesPerLogger(int lines) {
        linesPerLogger = lines;
    }

    /** To how many bytes the text of a line about a connection is cut. */
    public void setClientBytes(int most) {
        clientBytes = most;
    }

    /** To how many bytes the text of any other line is cut. */
    public void setBytes(int most) {
        bytes = most;
    }

    @Override
    public void start() {
        repeats = new Repeats(new Quotas(
                TimeUnit.MILLISECONDS.toNanos(window.getMilliseconds()),
                linesPerConnection,
                linesPerAddress,
                linesPerKind,
                linesPerLogger));
        traces = new StackTraces(TimeUnit.MILLISECONDS.toNanos(traceInterval.getMilliseconds()));
        super.start();
        reports = getContext()
                .getScheduledExecutorService()
                .scheduleWithFixedDelay(this::report, REPORT_SECONDS, REPORT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        if (reports != null) {
            reports.cancel(false);
        }
        if (repeats != null) {
            repeats.allEnded().forEach(this::report);
        }
        appenders.detachAndStopAllAppenders();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (repeats == null || traces == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        String connection = event.getMDCPropertyMap().get(CONNECTION);
        var kind = Kind.ofThisThread(event.getLoggerName(), event.getLevel());
        String text = String.valueOf(event.getFormattedMessage());
        Repeats.Verdict verdict = repeats.count(kind, connection, text, now);
        if (verdict.before() != null) {
            report(verdict.before());
        }
        if (verdict.isWritten()) {
            IThrowableProxy thrown = event.getThrowableProxy();
            pass(
                    kind,
                    PlainText.of(event.getThreadName(), LONGEST_THREAD_NAME),
                    event.getInstant(),
                    PlainText.of(text, connection == null ? bytes : clientBytes)
                            + (thrown == null ? "" : traces.of(kind, thrown, now)));
        }
    }

    /** Says what was not written in windows that have ended. */
    void report() {
        if (repeats != null) {
            repeats.ended(nanoTime.getAsLong()).forEach(this::report);
        }
    }

    private void report(Suppressed suppressed) {
        pass(
                suppressed.kind(),
                Thread.currentThread().getName(),
                clock.instant(),
                PlainText.of(
                        "... and " + suppressed.count() + " more like this in " + window.getMilliseconds() / 1000
                                + " s, the last: " + suppressed.last(),
                        clientBytes));
    }

    private void pass(Kind kind, String thread, Instant time, String text) {
        appenders.appendLoopOnAppenders(LogLine.of(kind.logger(), kind.level(), thread, time, text));
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        appenders.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return appenders.iteratorForAppenders();
    }

    @Override
    public Appender<ILoggingEvent> getAppender(String name) {
        return appenders.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return appenders.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        appenders.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return appenders.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return appenders.detachAppender(name);
    }
}
