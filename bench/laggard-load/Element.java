// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.util.ArrayList;
import java.util.List;

/** A received XML element. */
final class Element {

    private final String tag;
    private final String name;
    private final List<Element> children = new ArrayList<>(1);
    private final StringBuilder text = new StringBuilder(0);

    /** tag: what is between the angle brackets of the start tag. */
    Element(String tag) {
        this.tag = tag;
        int end = 0;
        while (end < tag.length() && tag.charAt(end) != ' ' && tag.charAt(end) != '/') {
            end++;
        }
        this.name = tag.substring(0, end);
    }

    String name() {
        return name;
    }

    boolean is(String expected) {
        return name.equals(expected);
    }

    /** The value as it was on the wire; null without the attribute. Nothing that is asked for here has entities. */
    String attribute(String attribute) {
        String start = " " + attribute + "=\"";
        int at = tag.indexOf(start);
        return at < 0 ? null : tag.substring(at + start.length(), tag.indexOf('"', at + start.length()));
    }

    int number(String attribute, int otherwise) {
        String value = attribute(attribute);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    List<Element> children() {
        return children;
    }

    void add(Element child) {
        children.add(child);
    }

    String text() {
        return text.toString();
    }

    void append(int codePoint) {
        text.appendCodePoint(codePoint);
    }

    /** For messages to people. */
    @Override
    public String toString() {
        return "<" + tag + ">" + (text.length() > 100 ? text.substring(0, 100) + "..." : text.toString());
    }
}
