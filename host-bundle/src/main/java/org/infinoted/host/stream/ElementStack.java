// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.Arrays;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** The elements that have begun and not ended, the stream itself at the bottom, and the attributes of the innermost. */
final class ElementStack {
    private static final int USUAL_DEPTH = 5;

    private @Nullable String[] names = new String[USUAL_DEPTH];
    private Element.@Nullable Builder[] builders = new Element.Builder[USUAL_DEPTH];
    private int depth;
    private String[] attributes = new String[USUAL_DEPTH];
    private int attributeCount;

    int depth() {
        return depth;
    }

    int attributeCount() {
        return attributeCount;
    }

    void push(String name) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, 2 * depth);
            builders = Arrays.copyOf(builders, 2 * depth);
        }
        names[depth] = name;
        builders[depth] = Element.named(name);
        depth++;
        attributeCount = 0;
    }

    /** The name of the innermost element. */
    String name() {
        return names[depth - 1];
    }

    boolean hasAttribute(String name) {
        for (int i = 0; i < attributeCount; i++) {
            if (attributes[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    void attribute(String name, String value) {
        if (attributeCount == attributes.length) {
            attributes = Arrays.copyOf(attributes, 2 * attributeCount);
        }
        attributes[attributeCount++] = name;
        builders[depth - 1].attribute(name, value);
    }

    void text(String text) {
        builders[depth - 1].text(text);
    }

    /** Ends the innermost element, which becomes a child of the next unless that is the stream. */
    Element pop() {
        depth--;
        Element ended = builders[depth].build();
        builders[depth] = null;
        names[depth] = null;
        if (depth > 1) {
            builders[depth - 1].child(ended);
        } else {
            trim();
        }
        return ended;
    }

    /** Keeps no room for intricate elements, nor their names: there are ten thousand connections. */
    private void trim() {
        if (attributes.length > USUAL_DEPTH) {
            attributes = new String[USUAL_DEPTH];
        }
        if (names.length > USUAL_DEPTH) {
            names = Arrays.copyOf(names, USUAL_DEPTH);
            builders = Arrays.copyOf(builders, USUAL_DEPTH);
        }
    }

    void clear() {
        Arrays.fill(names, 0, depth, null);
        Arrays.fill(builders, 0, depth, null);
        depth = 0;
        attributeCount = 0;
    }
}
