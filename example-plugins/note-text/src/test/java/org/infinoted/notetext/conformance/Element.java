// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML element, whole in memory.
 *
 * @param content child elements and the strings between them, in order
 */
record Element(String name, Map<String, String> attributes, List<Object> content) {
    static Element read(Path file) throws IOException, XMLStreamException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            var reader = factory.createXMLStreamReader(in);
            while (reader.next() != XMLStreamReader.START_ELEMENT) {
                // comments and white space before the root
            }
            return element(reader);
        }
    }

    private static Element element(XMLStreamReader reader) throws XMLStreamException {
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        var element = new Element(reader.getLocalName(), attributes, new ArrayList<>());
        while (true) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> element.content.add(element(reader));
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
                    element.content.add(reader.getText());
                case XMLStreamReader.END_ELEMENT -> {
                    return element;
                }
                default -> {
                    // comments and processing instructions mean nothing
                }
            }
        }
    }

    /** The child elements; the text between them is skipped. */
    List<Element> children() {
        var children = new ArrayList<Element>();
        for (var part : content) {
            if (part instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    /** The text with {@code uchar} children as the characters that they stand for. */
    String text() {
        var text = new StringBuilder();
        for (var part : content) {
            if (part instanceof Element child) {
                if (child.name.equals("uchar")) {
                    text.appendCodePoint((int) child.number("codepoint"));
                }
            } else {
                text.append(part);
            }
        }
        return text.toString();
    }

    String attribute(String attribute) {
        var value = attributes.get(attribute);
        if (value == null) {
            throw new IllegalArgumentException("<" + name + "> has no attribute " + attribute);
        }
        return value;
    }

    long number(String attribute) {
        return Long.decode(attribute(attribute).strip());
    }

    long number(String attribute, long otherwise) {
        return attributes.containsKey(attribute) ? number(attribute) : otherwise;
    }

    int user(String attribute) {
        return Integer.parseUnsignedInt(attribute(attribute));
    }
}
