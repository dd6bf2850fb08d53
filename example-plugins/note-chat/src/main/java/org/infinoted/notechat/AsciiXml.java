// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.util.Locale;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;

/**
 * Writes elements in ASCII, one on each line, with the character references of the original's files. What XML cannot
 * carry at all, such as half of a surrogate pair, becomes U+FFFD: losing one character is better than a chat that
 * cannot be saved.
 */
final class AsciiXml {
    private static final char REPLACEMENT = '\uFFFD';

    private AsciiXml() {}

    static void write(Element element, StringBuilder out) {
        out.append('<').append(element.name());
        for (int i = 0; i < element.attributeCount(); i++) {
            out.append(' ').append(element.attributeName(i)).append("=\"");
            escape(element.attributeValue(i), true, out);
            out.append('"');
        }
        if (element.contentSize() == 0) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (int i = 0; i < element.contentSize(); i++) {
            if (element.content(i) instanceof Element child) {
                write(child, out);
            } else {
                escape((String) element.content(i), false, out);
            }
        }
        out.append("</").append(element.name()).append('>');
    }

    private static void escape(String text, boolean attribute, StringBuilder out) {
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\t', '\n' -> {
                    // A parser turns a literal one in an attribute into a space.
                    if (attribute) {
                        reference(codePoint, out);
                    } else {
                        out.append((char) codePoint);
                    }
                }
                default -> {
                    if (codePoint >= ' ' && codePoint <= '~') {
                        out.append((char) codePoint);
                    } else {
                        reference(isCarried(codePoint) ? codePoint : REPLACEMENT, out);
                    }
                }
            }
        });
    }

    private static boolean isCarried(int codePoint) {
        return Character.isSupplementaryCodePoint(codePoint)
                || (ProtocolText.isCarried((char) codePoint) && !Character.isSurrogate((char) codePoint));
    }

    private static void reference(int codePoint, StringBuilder out) {
        out.append("&#x")
                .append(Integer.toHexString(codePoint).toUpperCase(Locale.ROOT))
                .append(';');
    }
}
