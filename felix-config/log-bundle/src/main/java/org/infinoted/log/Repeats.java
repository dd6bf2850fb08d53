// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lines of each kind, and says which of them are written. Each kind has windows of its own, the first of which begins with
 * its first line. Thread-safe.
 */
final class Repeats {
    /** Places in the code are few; should they be many, the rest of them is of one kind. */
    private static final int MOST_KINDS = 1000;

    private final Quotas quotas;
    private final Map<Kind, Window> windows = new HashMap<>();
    private final Map<String, Lines> loggers = new HashMap<>();

    Repeats(Quotas quotas) {
        this.quotas = quotas;
    }

    /**
     * Lines that were not written.
     *
     * @param kind of all of them
     * @param count how many
     * @param last the last one
     */
    record Suppressed(Kind kind, long count, String last) {}

    /**
     * What happens to a line.
     *
     * @param isWritten whether it is written
     * @param before what has to be said before it, because a window has ended; null if there is nothing
     */
    record Verdict(boolean isWritten, @Nullable Suppressed before) {}

    /**
     * Counts a line.
     *
     * @param connection that it is about; null if it is about none
     * @param text of the line
     * @param now in nanoseconds
     */
    synchronized Verdict count(Kind of, @Nullable String connection, String text, long now) {
        Kind kind = windows.size() < MOST_KINDS || windows.containsKey(of)
                ? of
                : new Kind("org.infinoted.log", Level.WARN, "");
        Window window = windows.get(kind);
        Suppressed before = null;
        if (window == null || now - window.begin >= quotas.window()) {
            before = window == null ? null : window.suppressed(kind);
            window = new Window(now);
            windows.put(kind, window);
        }
        boolean written = window.admits(connection) && admits(kind.logger(), now);
        if (written) {
            window.add(connection);
        } else {
            window.suppress(text);
        }
        return new Verdict(written, before);
    }

    private boolean admits(String logger, long now) {
        Lines lines = loggers.get(logger);
        if (lines == null || now - lines.begin >= quotas.window()) {
            lines = new Lines(now);
            loggers.put(logger, lines);
        }
        lines.count++;
        return lines.count <= quotas.logger();
    }

    /** Ends the windows whose time is over. Returns what was not written meanwhile. */
    synchronized List<Suppressed> ended(long now) {
        loggers.values().removeIf(lines -> now - lines.begin >= quotas.window());
        var result = new ArrayList<Suppressed>();
        for (Iterator<Map.Entry<Kind, Window>> entries = windows.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<Kind, Window> entry = entries.next();
            if (now - entry.getValue().begin >= quotas.window()) {
                Suppressed suppressed = entry.getValue().suppressed(entry.getKey());
                if (suppressed != null) {
                    result.add(suppressed);
                }
                entries.remove();
            }
        }
        return result;
    }

    /** Ends all windows. Returns what was not written. */
    synchronized List<Suppressed> allEnded() {
        var result = new ArrayList<Suppressed>();
        windows.forEach((kind, window) -> {
            Suppressed suppressed = window.suppressed(kind);
            if (suppressed != null) {
                result.add(suppressed);
            }
        });
        windows.clear();
        return result;
    }

    /** The lines of one logger. */
    private static final class Lines {
        private final long begin;
        private int count;

        Lines(long begin) {
            this.begin = begin;
        }
    }

    /** The lines of one kind. What is kept of them is no more than the lines that were written. */
    private final class Window {
        private final long begin;
        private final Map<String, Integer> sources = new HashMap<>(); // connections and addresses
        private int written;
        private long suppressed;
        private String last = "";

        Window(long begin) {
            this.begin = begin;
        }

        boolean admits(@Nullable String connection) {
            return written < quotas.kind()
                    && (connection == null
                            || (sources.getOrDefault(address(connection), 0) < quotas.address()
                                    && sources.getOrDefault(connection, 0) < quotas.connection()));
        }

        void add(@Nullable String connection) {
            written++;
            if (connection != null) {
                sources.merge(address(connection), 1, Integer::sum);
                sources.merge(connection, 1, Integer::sum);
            }
        }

        void suppress(String text) {
            suppressed++;
            last = PlainText.excerpt(text);
        }

        @Nullable
        Suppressed suppressed(Kind kind) {
            return suppressed == 0 ? null : new Suppressed(kind, suppressed, last);
        }

        /** The connection without its port. It keeps a colon at its end, and is no name of a connection. */
        private static String address(String connection) {
            return connection.substring(0, connection.lastIndexOf(':') + 1);
        }
    }
}
