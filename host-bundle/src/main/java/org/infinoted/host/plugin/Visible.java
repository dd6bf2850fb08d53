// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

/** Text for the log, in which nobody can fake a line or steer a terminal. */
final class Visible {
    private Visible() {}

    /** The text with control characters and separators of lines written out, such as {@code \}{@code u000a}. */
    static String of(String text) {
        if (text.codePoints().noneMatch(Visible::hidden)) {
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
