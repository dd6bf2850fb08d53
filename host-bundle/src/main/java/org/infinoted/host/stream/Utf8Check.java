// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

/** Checks that bytes beyond ASCII are UTF-8 of characters that XML allows, also when they arrive one by one. */
final class Utf8Check {
    private int missing; // how many bytes the current character still needs
    private int codePoint; // the part of it that has arrived
    private int least; // the smallest that needs so many bytes: one below is an overlong form

    /** Whether a character has begun and is not complete. */
    boolean isPending() {
        return missing > 0;
    }

    /** Forgets a character that has begun. */
    void reset() {
        missing = 0;
    }

    /**
     * Takes the rest of the current character, or all of a new one, as far as it has arrived.
     *
     * @param at where a byte beyond ASCII is
     * @return the place after what was taken: {@code to} if the character is still not complete
     */
    int skip(byte[] in, int at, int to) throws XmlException {
        int next = at;
        if (missing == 0) {
            begin(in[next++] & 0xFF);
        }
        while (missing > 0 && next < to) {
            byte b = in[next++];
            if ((b & 0xC0) != 0x80) {
                throw malformed();
            }
            codePoint = (codePoint << 6) | (b & 0x3F);
            missing--;
            if (missing == 0 && (codePoint < least || !XmlCharacters.isCarried(codePoint))) {
                throw XmlException.illFormed(
                        String.format("The character U+%04X is not allowed, or not in this form", codePoint));
            }
        }
        return next;
    }

    private void begin(int lead) throws XmlException {
        if (lead >= 0xC0 && lead < 0xE0) {
            expect(1, lead & 0x1F, 0x80);
        } else if (lead >= 0xE0 && lead < 0xF0) {
            expect(2, lead & 0x0F, 0x800);
        } else if (lead >= 0xF0 && lead < 0xF8) {
            expect(3, lead & 0x07, 0x10000);
        } else {
            throw malformed();
        }
    }

    private void expect(int more, int bits, int leastForLength) {
        missing = more;
        codePoint = bits;
        least = leastForLength;
    }

    static XmlException malformed() {
        return XmlException.illFormed("The input is not UTF-8");
    }
}
