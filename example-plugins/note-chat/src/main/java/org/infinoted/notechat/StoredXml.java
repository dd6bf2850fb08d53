// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.infinoted.xml.Element;

/**
 * Reads a stored file element by element, so that it is never in memory as a whole. As in the original it is always UTF-8, whatever the file declares. Prefixes of
 * names are dropped; document types and entities are refused.
 */
final class StoredXml {
    private static final XMLInputFactory FACTORY = factory();

    private StoredXml() {}

    /** What is told of what a file has. What it throws is thrown on. */
    interface Handler {
        /** The root element begins. */
        void root(String name) throws IOException;

        /** A child of the root element. Text of the root itself is left out. */
        void child(Element child) throws IOException;
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** @throws IOException if it cannot be read, or is not well-formed, or has a document type; the message says where */
    static void read(InputStream stored, Handler handler) throws IOException {
        // We decode ourselves: the parser's own decoder reports to the standard error stream.
        var utf8 = new InputStreamReader(stored, StandardCharsets.UTF_8.newDecoder());
        try {
            XMLStreamReader reader;
            synchronized (FACTORY) { // Not documented as thread-safe.
                reader = FACTORY.createXMLStreamReader(utf8);
            }
            read(reader, handler);
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof CharacterCodingException) {
                throw new IOException("This is not text in UTF-8", e);
            }
            if (e.getNestedException() instanceof IOException failure) {
                throw failure;
            }
            Location where = e.getLocation();
            throw new IOException(
                    "This is not well-formed XML without a document type: see line " + where.getLineNumber()
                            + ", column " + where.getColumnNumber(),
                    e);
        } catch (RuntimeException e) {
            // such as MissingResourceException: the JDK's parser lacks the texts of some messages
            throw new IOException("This is not well-formed XML", e);
        }
    }

    private static void read(XMLStreamReader reader, Handler handler) throws XMLStreamException, IOException {
        var open = new ArrayDeque<Element.Builder>(); // without the root
        boolean inRoot = false;
        var text = new StringBuilder(); // Comes in many small pieces, one for each character reference.
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    flush(text, open);
                    if (inRoot) {
                        open.push(start(reader));
                    } else {
                        inRoot = true;
                        handler.root(reader.getLocalName());
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    flush(text, open);
                    if (open.isEmpty()) {
                        return;
                    }
                    Element element = open.pop().build();
                    if (open.isEmpty()) {
                        handler.child(element);
                    } else {
                        open.peek().child(element);
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("Document types and entities are not read", reader.getLocation());
                default -> {
                    // Comments and processing instructions are ignored.
                }
            }
        }
    }

    /** Adds the text to the innermost element. What stands outside of the root's children is dropped. */
    private static void flush(StringBuilder text, Deque<Element.Builder> open) {
        if (!open.isEmpty()) {
            open.peek().text(text.toString());
        }
        text.setLength(0);
    }

    private static Element.Builder start(XMLStreamReader reader) {
        Element.Builder element = Element.named(reader.getLocalName());
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return element;
    }
}
