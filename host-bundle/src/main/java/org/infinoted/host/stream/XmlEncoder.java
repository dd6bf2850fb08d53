// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Writes elements as the original does: UTF-8, double quotes, empty elements as {@code <x/>}, nothing between elements.
 * In attributes everything beyond ASCII is a character reference.
 *
 * <p>Characters that XML cannot carry are written as U+FFFD. A note type sends them with the protocol's own element for
 * that, so one that arrives here is a fault, which must not cost the client its stream.
 */
public final class XmlEncoder {
    private static final int ROOM_FOR_SMALL = 256;
    private static final char REPLACEMENT = '\uFFFD';

    /** What stands for an ASCII character in an attribute or a text; null for one that stands for itself. */
    private static final @Nullable String[] IN_ATTRIBUTE = references("<>&\"\t\n\r", hexadecimal(REPLACEMENT));

    private static final @Nullable String[] IN_TEXT = references("<>&\r", String.valueOf(REPLACEMENT));

    private XmlEncoder() {}

    /** Encodes one element into a frame of its own. The caller holds the frame's reference. */
    public static Frame frame(Element element) {
        ByteBuf out = ByteBufAllocator.DEFAULT.directBuffer(ROOM_FOR_SMALL);
        encode(element, out);
        return new Frame(out);
    }

    /** Appends one encoded element to the buffer. */
    public static void encode(Element element, ByteBuf out) {
        out.writeByte('<');
        ByteBufUtil.writeUtf8(out, element.name());
        for (int i = 0; i < element.attributeCount(); i++) {
            out.writeByte(' ');
            ByteBufUtil.writeUtf8(out, element.attributeName(i));
            out.writeByte('=').writeByte('"');
            attribute(element.attributeValue(i), out);
            out.writeByte('"');
        }
        if (element.contentSize() == 0) {
            out.writeByte('/').writeByte('>');
            return;
        }
        out.writeByte('>');
        for (int i = 0; i < element.contentSize(); i++) {
            if (element.content(i) instanceof Element child) {
                encode(child, out);
            } else {
                text((String) element.content(i), out);
            }
        }
        out.writeByte('<').writeByte('/');
        ByteBufUtil.writeUtf8(out, element.name());
        out.writeByte('>');
    }

    private static void attribute(String value, ByteBuf out) {
        int copied = 0; // everything from here on is still to be written
        int next;
        for (int i = 0; i < value.length(); i = next) {
            char c = value.charAt(i);
            next = i + 1;
            if (c >= IN_ATTRIBUTE.length) {
                int codePoint = value.codePointAt(i);
                next = i + Character.charCount(codePoint);
                ByteBufUtil.writeUtf8(out, value, copied, i);
                writeAscii(out, hexadecimal(XmlCharacters.isCarried(codePoint) ? codePoint : REPLACEMENT));
                copied = next;
            } else if (IN_ATTRIBUTE[c] != null) {
                ByteBufUtil.writeUtf8(out, value, copied, i);
                writeAscii(out, IN_ATTRIBUTE[c]);
                copied = next;
            }
        }
        ByteBufUtil.writeUtf8(out, value, copied, value.length());
    }

    private static void text(String text, ByteBuf out) {
        int copied = 0;
        int next;
        for (int i = 0; i < text.length(); i = next) {
            char c = text.charAt(i);
            next = i + 1;
            if (c < IN_TEXT.length) {
                if (IN_TEXT[c] != null) {
                    ByteBufUtil.writeUtf8(out, text, copied, i);
                    ByteBufUtil.writeUtf8(out, IN_TEXT[c]);
                    copied = next;
                }
            } else if (c >= Character.MIN_SURROGATE) {
                int codePoint = text.codePointAt(i);
                next = i + Character.charCount(codePoint);
                if (!XmlCharacters.isCarried(codePoint)) {
                    ByteBufUtil.writeUtf8(out, text, copied, i);
                    ByteBufUtil.writeUtf8(out, String.valueOf(REPLACEMENT));
                    copied = next;
                }
            }
        }
        ByteBufUtil.writeUtf8(out, text, copied, text.length());
    }

    private static @Nullable String[] references(String escaped, String forbidden) {
        String[] references = new String[0x80];
        for (char c = 0; c < references.length; c++) {
            if (!XmlCharacters.isCarried(c)) {
                references[c] = forbidden;
            } else if (escaped.indexOf(c) >= 0) {
                references[c] = switch (c) {
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '&' -> "&amp;";
                    case '"' -> "&quot;";
                    default -> "&#" + (int) c + ";";
                };
            }
        }
        return references;
    }

    private static String hexadecimal(int codePoint) {
        return "&#x" + Integer.toHexString(codePoint).toUpperCase(Locale.ROOT) + ";";
    }

    private static void writeAscii(ByteBuf out, String ascii) {
        out.writeCharSequence(ascii, StandardCharsets.US_ASCII);
    }
}
