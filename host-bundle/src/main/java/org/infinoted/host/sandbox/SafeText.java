// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.Duration;

/** Makes text safe for the log and for people: nobody can fake a line or control a terminal with it. */
public final class SafeText {
    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_LINE = 8000;

    private SafeText() {}

    /** A reason that comes from a plugin or its failure, made safe and cut to a readable length. */
    public static String reason(String text) {
        String safe = of(text);
        return safe.substring(0, Math.min(safe.length(), LONGEST_REASON));
    }

    /** What a plugin logs, made safe and cut to the length of a line. */
    public static String line(String text) {
        return of(text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "... (cut)");
    }

    public static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** The text with control characters and separators of lines written out, such as {@code \}{@code u000a}. */
    public static String of(String text) {
        if (text.codePoints().noneMatch(SafeText::hidden)) {
            return text;
        }
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (hidden(c)) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
