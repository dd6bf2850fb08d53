// SPDX-License-Identifier: Apache-2.0
package org.infinoted.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable XML element: a name, attributes in their order, and a content of texts and elements. May be used from any thread.
 *
 * <p>Names are literal strings; a prefix is part of the name, as in the protocol, which does not evaluate namespaces.
 * Neighbouring texts are one text. Two elements are equal if all of this is equal, the order of attributes included.
 */
public final class Element {
    private static final String[] NO_ATTRIBUTES = {};
    private static final Object[] NO_CONTENT = {};

    private final String name;
    private final String[] attributes; // name, value, name, value, ...
    private final Object[] content; // each a String or an Element

    private Element(String name, String[] attributes, Object[] content) {
        this.name = name;
        this.attributes = attributes;
        this.content = content;
    }

    /** Starts an element of this name. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** An element of this name with neither attributes nor content. */
    public static Element empty(String name) {
        return new Element(Objects.requireNonNull(name), NO_ATTRIBUTES, NO_CONTENT);
    }

    public String name() {
        return name;
    }

    /** The value of an attribute, or null if the element does not have it. Null, because this is the hot path. */
    public @Nullable String attribute(String attribute) {
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals(attribute)) {
                return attributes[i + 1];
            }
        }
        return null;
    }

    /** How many attributes there are. */
    public int attributeCount() {
        return attributes.length / 2;
    }

    /** The name of the attribute at this place, counted from 0. */
    public String attributeName(int index) {
        return attributes[2 * index];
    }

    /** The value of the attribute at this place, counted from 0. */
    public String attributeValue(int index) {
        return attributes[2 * index + 1];
    }

    /** How many pieces the content has: texts and elements. */
    public int contentSize() {
        return content.length;
    }

    /** The piece of content at this place, counted from 0: a {@link String} or an {@link Element}. */
    public Object content(int index) {
        return content[index];
    }

    /** The first child element, if there is one. */
    public Optional<Element> firstChild() {
        for (Object piece : content) {
            if (piece instanceof Element child) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** The first child element of this name, if there is one. */
    public Optional<Element> child(String childName) {
        for (Object piece : content) {
            if (piece instanceof Element child && child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** All child elements, in their order. */
    public List<Element> children() {
        List<Element> children = new ArrayList<>(content.length);
        for (Object piece : content) {
            if (piece instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    /** The texts directly inside this element, joined. Text inside children is not included. */
    public String text() {
        if (content.length == 1 && content[0] instanceof String text) {
            return text;
        }
        StringBuilder joined = new StringBuilder();
        for (Object piece : content) {
            if (piece instanceof String text) {
                joined.append(text);
            }
        }
        return joined.toString();
    }

    /** A builder that starts with everything that this element has. */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.attributes.addAll(List.of(attributes));
        builder.content.addAll(List.of(content));
        return builder;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Element that
                && name.equals(that.name)
                && List.of(attributes).equals(List.of(that.attributes))
                && List.of(content).equals(List.of(that.content));
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, List.of(attributes), List.of(content));
    }

    /** The element as XML, for people and logs; control characters stand as they are. */
    @Override
    public String toString() {
        return XmlText.write(this, new StringBuilder()).toString();
    }

    /** Puts an element together. Used by one thread, for one element. */
    public static final class Builder {
        private final String name;
        private final List<String> attributes = new ArrayList<>();
        private final List<Object> content = new ArrayList<>(2);

        private Builder(String name) {
            this.name = Objects.requireNonNull(name);
        }

        /** Adds an attribute after those that are there. The caller ensures that no name occurs twice. */
        public Builder attribute(String attribute, String value) {
            attributes.add(Objects.requireNonNull(attribute));
            attributes.add(Objects.requireNonNull(value));
            return this;
        }

        /** Adds an attribute with a decimal number. */
        public Builder attribute(String attribute, long value) {
            return attribute(attribute, Long.toString(value));
        }

        /** Adds text after the content that is there; the empty text adds nothing. */
        public Builder text(String text) {
            if (!text.isEmpty()) {
                int last = content.size() - 1;
                if (last >= 0 && content.get(last) instanceof String before) {
                    content.set(last, before + text);
                } else {
                    content.add(text);
                }
            }
            return this;
        }

        /** Adds a child element after the content that is there. */
        public Builder child(Element child) {
            content.add(Objects.requireNonNull(child));
            return this;
        }

        public Element build() {
            return new Element(
                    name,
                    attributes.isEmpty() ? NO_ATTRIBUTES : attributes.toArray(String[]::new),
                    content.isEmpty() ? NO_CONTENT : content.toArray());
        }
    }
}
