// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import org.infinoted.xml.Element;

/** How many bytes things have in UTF-8. */
final class Utf8 {
    private Utf8() {}

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

    /** Names, values and texts of an element and of all in it. */
    static long length(Element element) {
        long bytes = length(element.name());
        for (int i = 0; i < element.attributeCount(); i++) {
            bytes += length(element.attributeName(i)) + length(element.attributeValue(i));
        }
        for (int i = 0; i < element.contentSize(); i++) {
            bytes += element.content(i) instanceof Element child ? length(child) : length((String) element.content(i));
        }
        return bytes;
    }
}
