// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Keeps what is logged, as text. Thread-safe. */
public final class RecordingLog implements ILoggerFactory {
    private final List<String> lines = new ArrayList<>();
    private final List<String> stacks = new ArrayList<>();

    @Override
    public Logger getLogger(String name) {
        return new Recorder(name);
    }

    /** What was logged at INFO and above: {@code LEVEL message}, or {@code LEVEL message: exception}. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** What was logged since the last call of this method. */
    public synchronized List<String> takeLines() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /** The stacks that were logged. */
    public synchronized List<String> stacks() {
        return List.copyOf(stacks);
    }

    public boolean has(String line) {
        return lines().contains(line);
    }

    public boolean hasPart(String part) {
        return lines().stream().anyMatch(line -> line.contains(part));
    }

    private synchronized void add(String line, Throwable thrown) {
        lines.add(thrown == null ? line : line + ": " + thrown);
        if (thrown != null) {
            var stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack));
            stacks.add(stack.toString());
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
            String text = MessageFormatter.basicArrayFormat(message, arguments);
            String prefix = name.equals(PluginManager.class.getName()) ? "" : name + ' ';
            add(level + " " + prefix + text, thrown);
        }
    }
}
