// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Writes throwables: the first of a fault with its stack, those that follow within some time without. All of it is bounded: the
 * text of a throwable may come from a client. What disks and connections fail with has no stack at all, since clients can cause it.
 * Thread-safe.
 */
final class StackTraces {
    private static final int MOST_FRAMES = 50;
    private static final int MOST_THROWABLES = 8;
    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_FRAME = 300;
    private static final int MOST_FAULTS = 500;

    private static final Set<String> WRAPPERS = Set.of(
            CompletionException.class.getName(),
            ExecutionException.class.getName(),
            UncheckedIOException.class.getName());

    private final long interval;
    private final Map<String, Long> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_FAULTS;
        }
    };

    /** @param interval between two stacks of one fault, in nanoseconds */
    StackTraces(long interval) {
        this.interval = interval;
    }

    /**
     * What follows the text of a line.
     *
     * @param now in nanoseconds
     */
    String of(Kind kind, IThrowableProxy thrown, long now) {
        var text = new StringBuilder();
        if (isOutside(thrown)) {
            text.append(": ").append(text(thrown));
        } else if (isDue(fault(kind, thrown), now)) {
            append(thrown, "", "\n", MOST_THROWABLES, text);
        } else {
            text.append(": ").append(text(thrown)).append(" (the log has its stack already)");
        }
        return text.toString();
    }

    /** Whether the cause is a disk or the other end of a connection, so that the stack would say nothing. */
    private static boolean isOutside(IThrowableProxy thrown) {
        IThrowableProxy next = thrown;
        while (WRAPPERS.contains(next.getClassName()) && next.getCause() != null) {
            next = next.getCause();
        }
        return next instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof IOException;
    }

    private synchronized boolean isDue(String fault, long now) {
        Long before = written.get(fault);
        if (before != null && now - before < interval) {
            return false;
        }
        written.put(fault, now);
        return true;
    }

    /** The same for all throwables that one fault causes: where it was thrown, but not the text, which a client can vary. */
    private static String fault(Kind kind, IThrowableProxy thrown) {
        var key = new StringBuilder(kind.toString());
        IThrowableProxy next = thrown;
        for (int i = 0; i < MOST_THROWABLES && next != null; i++) {
            StackTraceElementProxy[] stack = next.getStackTraceElementProxyArray();
            key.append('|').append(next.getClassName());
            if (stack != null && stack.length > 0) {
                key.append(stack[0].getSTEAsString());
            }
            next = next.getCause();
        }
        return key.toString();
    }

    /** @return how many more throwables may be written */
    private static int append(
            @Nullable IThrowableProxy thrown, String prefix, String before, int most, StringBuilder out) {
        if (thrown == null || most == 0) {
            return most;
        }
        out.append(before).append(prefix).append(text(thrown));
        StackTraceElementProxy[] stack = thrown.getStackTraceElementProxyArray();
        if (stack != null) {
            append(stack, thrown.getCommonFrames(), out);
        }
        int left = most - 1;
        IThrowableProxy[] suppressed = thrown.getSuppressed();
        if (suppressed != null) {
            for (IThrowableProxy each : suppressed) {
                left = append(each, "Suppressed: ", "\n\t", left, out);
            }
        }
        return append(thrown.getCause(), "Caused by: ", "\n", left, out);
    }

    private static void append(StackTraceElementProxy[] stack, int common, StringBuilder out) {
        int shown = Math.min(stack.length - common, MOST_FRAMES);
        for (int i = 0; i < shown; i++) {
            out.append("\n\t").append(PlainText.of(stack[i].getSTEAsString(), LONGEST_FRAME));
        }
        if (shown < stack.length) {
            out.append("\n\t... ").append(stack.length - shown).append(" more");
        }
    }

    private static String text(IThrowableProxy thrown) {
        String text = thrown.getOverridingMessage();
        if (text == null) {
            text = thrown.getMessage() == null
                    ? thrown.getClassName()
                    : thrown.getClassName() + ": " + thrown.getMessage();
        }
        return PlainText.of(text, LONGEST_TEXT);
    }
}
