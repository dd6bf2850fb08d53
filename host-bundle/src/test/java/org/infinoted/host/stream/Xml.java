// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.xml.parsers.SAXParserFactory;
import org.infinoted.xml.Element;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Reads elements from text, for tests: with the platform's parser, so that tests do not rely on the server's own. */
public final class Xml {
    private static final SAXParserFactory PARSERS = SAXParserFactory.newInstance();

    private Xml() {}

    /** One element. */
    public static Element element(String xml) {
        return elements(xml).get(0);
    }

    /** The elements in a text that has nothing else. */
    public static List<Element> elements(String xml) {
        var handler = new Handler();
        try {
            PARSERS.newSAXParser().parse(new InputSource(new StringReader("<all>" + xml + "</all>")), handler);
        } catch (Exception e) {
            throw new IllegalArgumentException("Not XML: " + xml, e);
        }
        return handler.root.build().children();
    }

    private static final class Handler extends DefaultHandler {
        private final Deque<Element.Builder> open = new ArrayDeque<>();
        private Element.Builder root;

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
            root = open.pop();
            if (!open.isEmpty()) {
                open.element().child(root.build());
            }
        }
    }
}
