// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

/** Decodes what is between {@code &} and {@code ;}, one reference after another. */
final class XmlReference {
    /** Room for the largest character with some leading zeros; no entity that is defined is longer. */
    private static final int LONGEST = 12;

    private final StringBuilder name = new StringBuilder(LONGEST);

    /** Takes the next character. Returns the character that is referred to, or -1 if the reference is not complete. */
    int take(char c) throws XmlException {
        if (c == ';') {
            String complete = name.toString();
            name.setLength(0);
            return resolve(complete);
        }
        boolean expected = c == '#' || (c < 0x80 && XmlCharacters.isNamePart(c));
        if (!expected || name.length() == LONGEST) {
            throw XmlException.illFormed("There is an & which is no reference to a character");
        }
        name.append(c);
        return -1;
    }

    /** Forgets what was taken of an incomplete reference. */
    void reset() {
        name.setLength(0);
    }

    private static int resolve(String name) throws XmlException {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> character(name);
        };
    }

    private static int character(String name) throws XmlException {
        boolean hexadecimal = name.startsWith("#x");
        String digits = name.substring(hexadecimal ? 2 : Math.min(1, name.length()));
        boolean wellFormed = name.startsWith("#") && !digits.isEmpty();
        int radix = hexadecimal ? 16 : 10;
        long codePoint = 0;
        for (int i = 0; i < digits.length() && wellFormed; i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            wellFormed = digit >= 0;
            codePoint = codePoint * radix + digit;
        }
        if (!wellFormed) {
            throw XmlException.illFormed("The entity &" + name + "; is not defined");
        }
        if (codePoint > Character.MAX_CODE_POINT || !XmlCharacters.isCarried((int) codePoint)) {
            throw XmlException.illFormed("The character &" + name + "; is not allowed");
        }
        return (int) codePoint;
    }
}
