// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import org.infinoted.xml.Element;

/** How many bytes things have in UTF-8. */
final class Utf8 {
    private Utf8() {}

    /**
     * Counted only up to a bound: of what is far beyond it nobody needs the exact length, and counting would hold up others.
     *
     * @param most the bound, in bytes
     * @return the length if it is at most that; otherwise some number above it, and not above the length
     */
    static long length(String text, long most) {
        return text.length() > most ? text.length() : length(text);
    }

    static long length(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // each half of a surrogate pair counts for two of the four bytes
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** Names, values and texts of an element and of all in it, counted as {@link #length(String, long)} does. */
    static long length(Element element, long most) {
        long bytes = length(element.name(), most);
        for (int i = 0; i < element.attributeCount(); i++) {
            bytes += length(element.attributeName(i), most) + length(element.attributeValue(i), most);
        }
        for (int i = 0; i < element.contentSize() && bytes <= most; i++) {
            bytes += element.content(i) instanceof Element child
                    ? length(child, most)
                    : length((String) element.content(i), most);
        }
        return bytes;
    }
}
