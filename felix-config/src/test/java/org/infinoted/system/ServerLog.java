// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a server has printed so far. Thread-safe. */
public final class ServerLog {
    @GuardedBy("lines")
    private final List<Line> lines = new ArrayList<>();

    /**
     * A line.
     *
     * @param nanos when it was seen, on the clock of {@link System#nanoTime}
     */
    public record Line(String text, long nanos) {}

    void add(String text) {
        synchronized (lines) {
            lines.add(new Line(text, System.nanoTime()));
            lines.notifyAll();
        }
    }

    /** How many lines there are, which is the index of the next one. */
    public int size() {
        synchronized (lines) {
            return lines.size();
        }
    }

    /** The lines from that one on. */
    public List<String> linesFrom(int index) {
        synchronized (lines) {
            return lines.subList(index, lines.size()).stream().map(Line::text).toList();
        }
    }

    public List<String> lines() {
        return linesFrom(0);
    }

    /** Waits for a line that contains the text; it may be there already. */
    public Line await(String text) {
        return await(0, text);
    }

    /** Waits for a line with the text, at this index or later. */
    public Line await(int from, String text) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TestClient.PATIENCE_MILLIS);
        int seen = from;
        synchronized (lines) {
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (lines.get(seen).text().contains(text)) {
                        return lines.get(seen);
                    }
                }
                waitUntil(deadline);
            }
        }
    }

    @GuardedBy("lines")
    private void waitUntil(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new AssertionError("No such line in the log: " + String.join("\n", lines()));
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(lines, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
