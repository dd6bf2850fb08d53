// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.infinoted.xml.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads elements that tests write down, and those that were sent. */
final class Xml {
    private static final DocumentBuilder BUILDER = builder();

    private Xml() {}

    /** The elements that follow each other in the text. */
    static List<Element> parse(String elements) {
        try {
            var document = BUILDER.parse(new InputSource(new StringReader("<all>" + elements + "</all>")));
            List<Element> parsed = new ArrayList<>();
            for (Node node = document.getDocumentElement().getFirstChild();
                    node != null;
                    node = node.getNextSibling()) {
                if (node instanceof org.w3c.dom.Element element) {
                    parsed.add(element(element));
                }
            }
            return parsed;
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("Not well-formed: " + elements, e);
        }
    }

    private static DocumentBuilder builder() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Element element(org.w3c.dom.Element from) {
        Element.Builder builder = Element.named(from.getTagName());
        for (int i = 0; i < from.getAttributes().getLength(); i++) {
            Node attribute = from.getAttributes().item(i);
            builder.attribute(attribute.getNodeName(), attribute.getNodeValue());
        }
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof org.w3c.dom.Element child) {
                builder.child(element(child));
            } else {
                builder.text(node.getNodeValue());
            }
        }
        return builder.build();
    }
}
