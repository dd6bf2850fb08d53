// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads elements from text, for tests: with the platform's parser, so that tests do not rely on the server's own. */
public final class Xml {
    /** Making one takes longer than most of what it parses. */
    private static final ThreadLocal<SAXParser> PARSER = ThreadLocal.withInitial(Xml::parser);

    private Xml() {}

    /** One element. */
    public static Element element(String xml) {
        return elements(xml).get(0);
    }

    /** The elements in a text that has nothing else. */
    public static List<Element> elements(String xml) {
        try {
            return read(new InputSource(new StringReader("<all>" + xml + "</all>")))
                    .children();
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("Not XML: " + xml, e);
        }
    }

    /** The root element of a document. */
    public static Element read(InputStream document) throws IOException {
        try {
            return read(new InputSource(document));
        } catch (SAXException e) {
            throw new IOException("Not well-formed", e);
        }
    }

    private static Element read(InputSource source) throws SAXException, IOException {
        var handler = new Handler();
        PARSER.get().parse(source, handler);
        return Objects.requireNonNull(handler.root, "a document has an element").build();
    }

    private static SAXParser parser() {
        try {
            SAXParserFactory parsers = SAXParserFactory.newInstance();
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return parsers.newSAXParser();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Handler extends DefaultHandler {
        private final Deque<Element.Builder> open = new ArrayDeque<>();
        private Element.@Nullable Builder root;

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            Element.Builder element = Element.named(name);
            for (int i = 0; i < attributes.getLength(); i++) {
                element.attribute(attributes.getQName(i), attributes.getValue(i));
            }
            open.push(element);
        }

        @Override
        public void characters(char[] text, int start, int length) {
            open.element().text(new String(text, start, length));
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            Element.Builder ended = open.pop();
            if (open.isEmpty()) {
                root = ended;
            } else {
                open.element().child(ended.build());
            }
        }
    }
}
