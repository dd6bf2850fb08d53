// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

/**
 * Text on one line of a terminal. Text from clients and jars may contain line ends, escape sequences and characters
 * that change the writing direction; each is shown as its code instead of taking effect.
 */
public final class VisibleText {
    private VisibleText() {}

    public static String of(String text) {
        if (text.codePoints().noneMatch(VisibleText::isHidden)) {
            return text;
        }
        var visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (isHidden(character)) {
                visible.append(String.format("\\u{%x}", character));
            } else {
                visible.appendCodePoint(character);
            }
        });
        return visible.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
