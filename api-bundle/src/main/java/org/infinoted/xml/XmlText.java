// SPDX-License-Identifier: Apache-2.0
package org.infinoted.xml;

/** Writes elements as characters: the readable form, without declaration, indentation or line breaks. */
final class XmlText {
    private XmlText() {}

    static StringBuilder write(Element element, StringBuilder out) {
        out.append('<').append(element.name());
        for (int i = 0; i < element.attributeCount(); i++) {
            out.append(' ').append(element.attributeName(i)).append("=\"");
            escape(element.attributeValue(i), out).append('"');
        }
        if (element.contentSize() == 0) {
            return out.append("/>");
        }
        out.append('>');
        for (int i = 0; i < element.contentSize(); i++) {
            if (element.content(i) instanceof Element child) {
                write(child, out);
            } else {
                escape((String) element.content(i), out);
            }
        }
        return out.append("</").append(element.name()).append('>');
    }

    private static StringBuilder escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.append(c);
            }
        }
        return out;
    }
}
