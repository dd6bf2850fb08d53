// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;

/** Makes events that are text alone, which appenders may keep for later. */
final class LogLine {
    private LogLine() {}

    /** A line of this package about itself. */
    static ILoggingEvent own(Instant time, String text) {
        return of(
                LogLine.class.getPackageName(),
                Level.WARN,
                Thread.currentThread().getName(),
                time,
                text);
    }

    static ILoggingEvent of(String logger, Level level, String thread, Instant time, String text) {
        var line = new LoggingEvent();
        line.setLoggerName(logger);
        line.setLevel(level);
        line.setThreadName(thread);
        line.setInstant(time);
        line.setMessage(text);
        line.setMDCPropertyMap(Map.of());
        return line;
    }
}
