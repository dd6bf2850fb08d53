// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

/**
 * Makes text safe for a line of the log. What clients send may hold line ends, escape sequences and characters that turn the writing
 * direction; nobody can fake a line, control a terminal or fill the disk with it.
 */
final class PlainText {
    private static final String CUT = "... (cut)";
    private static final int EXCERPT = 300;

    private PlainText() {}

    /** The begin of a text, as it is; not yet safe. */
    static String excerpt(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "...";
    }

    /**
     * The text as part of a line.
     *
     * @param most bytes in UTF-8, without the mark that says that the text was cut
     */
    static String of(String text, int most) {
        int length = text.length();
        var line = new StringBuilder(Math.min(length, most) + CUT.length());
        int bytes = 0;
        for (int i = 0; i < length; ) {
            int c = text.codePointAt(i);
            bytes += bytes(c);
            if (bytes > most) {
                return line.append(CUT).toString();
            }
            append(c, line);
            i += Character.charCount(c);
        }
        return line.toString();
    }

    private static void append(int c, StringBuilder line) {
        if (c == '\n') {
            line.append("\\n");
        } else if (c == '\r') {
            line.append("\\r");
        } else if (isHidden(c)) {
            line.append('?');
        } else {
            line.appendCodePoint(c);
        }
    }

    private static int bytes(int c) {
        if (c == '\n' || c == '\r') {
            return 2;
        } else if (c < 0x80 || isHidden(c)) {
            return 1;
        } else if (c < 0x800) {
            return 2;
        }
        return c < 0x10000 ? 3 : 4;
    }

    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        };
    }
}
