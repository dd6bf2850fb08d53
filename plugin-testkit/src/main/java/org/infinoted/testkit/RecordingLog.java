// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Keeps what is logged at INFO and above, as text. Thread-safe. */
final class RecordingLog implements ILoggerFactory {
    private static final String PLUGINS = "org.infinoted.plugin.";

    private final List<Line> lines = new ArrayList<>(); // guarded by itself

    /** @param thrown the exception that was logged; null if there was none */
    record Line(String logger, Level level, String message, Throwable thrown) {
        @Override
        public String toString() {
            return level + " " + message + (thrown == null ? "" : ": " + thrown);
        }
    }

    @Override
    public Logger getLogger(String name) {
        return new Recorder(name);
    }

    /** What the plugin of this name has logged. */
    List<String> of(String plugin) {
        return lines().stream()
                .filter(line -> line.logger.equals(PLUGINS + plugin))
                .map(Line::toString)
                .toList();
    }

    /** What the server has logged about plugins. */
    List<Line> ofServer() {
        return lines().stream().filter(line -> !line.logger.startsWith(PLUGINS)).toList();
    }

    private List<Line> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private final class Recorder extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
            var line = new Line(name, level, MessageFormatter.basicArrayFormat(message, arguments), thrown);
            synchronized (lines) {
                lines.add(line);
            }
        }
    }
}
