// SPDX-License-Identifier: Apache-2.0
package org.infinoted.xml;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Text of the protocol, which may hold characters that XML cannot carry: those stand as elements {@code <uchar codepoint="12"/>}
 * between the rest, in messages and in documents on disk alike.
 */
public final class ProtocolText {
    private static final String UCHAR = "uchar";
    private static final String CODEPOINT = "codepoint";

    private ProtocolText() {}

    /**
     * The text of an element, with its {@code uchar} children put back; other children are left out.
     *
     * @throws IllegalArgumentException if a {@code uchar} has no code point, or one that is none or a surrogate
     */
    public static String of(Element element) {
        if (element.contentSize() == 0) {
            return "";
        }
        if (element.contentSize() == 1 && element.content(0) instanceof String text) {
            return text;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < element.contentSize(); i++) {
            if (element.content(i) instanceof String text) {
                joined.append(text);
            } else if (element.content(i) instanceof Element child
                    && child.name().equals(UCHAR)) {
                joined.appendCodePoint(codePoint(child.attribute(CODEPOINT)));
            }
        }
        return joined.toString();
    }

    /** Adds text to an element, with {@code uchar} children where they are needed. */
    public static Element.Builder append(Element.Builder element, String text) {
        int plainFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isCarried(text.charAt(i))) {
                element.text(text.substring(plainFrom, i));
                element.child(Element.named(UCHAR)
                        .attribute(CODEPOINT, text.charAt(i))
                        .build());
                plainFrom = i + 1;
            }
        }
        return element.text(plainFrom == 0 ? text : text.substring(plainFrom));
    }

    /**
     * The code point that the attribute of a {@code uchar} element means.
     *
     * @param value null if there is no attribute
     * @throws IllegalArgumentException if it is none or a surrogate
     */
    public static int codePoint(@Nullable String value) {
        OptionalInt codePoint = parse(value);
        if (codePoint.isEmpty()) {
            throw new IllegalArgumentException("\"" + value + "\" is not the code point of a character");
        }
        return codePoint.getAsInt();
    }

    /** Whether XML can carry a character, surrogates included: they come in pairs. */
    public static boolean isCarried(char c) {
        return c >= ' ' ? c < 0xFFFE : c == '\t' || c == '\n' || c == '\r';
    }

    private static OptionalInt parse(@Nullable String value) {
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            int codePoint = unsigned(value);
            boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
            return Character.isValidCodePoint(codePoint) && !surrogate
                    ? OptionalInt.of(codePoint)
                    : OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /**
     * Reads an unsigned number of 32 bits as clients write it: ASCII digits without leading zeros. A message that has it in another form must
     * not be relayed: {@code 010} is 8 to libinfinity, which knows octal numbers.
     *
     * @throws NumberFormatException if it has another form, or is above 4294967295
     */
    public static int unsigned(String value) {
        checkDigits(value, 0);
        return Integer.parseUnsignedInt(value);
    }

    /**
     * Reads a signed number of 32 bits, as {@link #unsigned} does; a minus may come before it.
     *
     * @throws NumberFormatException if it has another form, or more bits
     */
    public static int signed(String value) {
        checkDigits(value, value.startsWith("-") ? 1 : 0);
        return Integer.parseInt(value);
    }

    private static void checkDigits(String value, int from) {
        boolean leadingZero = value.length() > from + 1 && value.charAt(from) == '0';
        for (int i = from; i < value.length(); i++) {
            if (leadingZero || value.charAt(i) < '0' || value.charAt(i) > '9') {
                throw new NumberFormatException("\"" + value + "\" is not in plain digits");
            }
        }
    }
}
