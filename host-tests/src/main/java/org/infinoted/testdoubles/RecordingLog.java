// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Keeps what is logged at INFO and above. Thread-safe. */
public final class RecordingLog implements ILoggerFactory {
    private final String main;

    @GuardedBy("this")
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Something that was logged.
     *
     * @param thrown null if there was no exception
     */
    public record Entry(
            String logger,
            Level level,
            String message,
            @Nullable Throwable thrown) {
        /** {@code LEVEL message}, or {@code LEVEL message: exception}. */
        @Override
        public String toString() {
            return text("");
        }

        private String text(String prefix) {
            return level + " " + prefix + message + (thrown == null ? "" : ": " + thrown);
        }
    }

    public RecordingLog() {
        this("");
    }

    /** @param main the logger that {@link #lines} does not name */
    public RecordingLog(String main) {
        this.main = main;
    }

    @Override
    public Logger getLogger(String name) {
        return new Recorder(name);
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** What was logged, as text: {@code LEVEL logger message}, or {@code LEVEL logger message: exception}. */
    public List<String> lines() {
        return entries().stream().map(this::line).toList();
    }

    /** What was logged since the last call of this method. */
    public synchronized List<String> takeLines() {
        List<String> taken = lines();
        entries.clear();
        return taken;
    }

    private String line(Entry entry) {
        return entry.text(entry.logger.equals(main) ? "" : entry.logger + ' ');
    }

    /** The stacks that were logged. */
    public List<String> stacks() {
        return entries().stream()
                .filter(entry -> entry.thrown != null)
                .map(entry -> {
                    var stack = new StringWriter();
                    entry.thrown.printStackTrace(new PrintWriter(stack));
                    return stack.toString();
                })
                .toList();
    }

    public boolean has(String line) {
        return lines().contains(line);
    }

    public boolean hasPart(String part) {
        return lines().stream().anyMatch(line -> line.contains(part));
    }

    private synchronized void add(Entry entry) {
        entries.add(entry);
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
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            add(new Entry(name, level, MessageFormatter.basicArrayFormat(message, arguments), thrown));
        }
    }
}
