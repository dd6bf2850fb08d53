// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.infinoted.xml.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads XML. */
final class Xml {
    private Xml() {}

    /** The elements that follow each other in the text. */
    static List<Element> parse(String elements) {
        try {
            return read(new InputSource(new StringReader("<all>" + elements + "</all>")))
                    .children();
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException("Not well-formed: " + elements, e);
        }
    }

    /** The root element. Prefixes of names are left out. */
    static Element read(InputStream file) throws IOException {
        try {
            return read(new InputSource(file));
        } catch (SAXException e) {
            throw new IOException("Not well-formed", e);
        }
    }

    private static Element read(InputSource source) throws SAXException, IOException {
        return element(builder().parse(source).getDocumentElement());
    }

    private static DocumentBuilder builder() {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Element element(org.w3c.dom.Element from) {
        Element.Builder builder = Element.named(from.getLocalName());
        for (int i = 0; i < from.getAttributes().getLength(); i++) {
            Node attribute = from.getAttributes().item(i);
            builder.attribute(attribute.getNodeName(), attribute.getNodeValue());
        }
        List<Node> content = new ArrayList<>();
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            content.add(node);
        }
        for (Node node : content) {
            if (node instanceof org.w3c.dom.Element child) {
                builder.child(element(child));
            } else if (node.getNodeType() == Node.TEXT_NODE) {
                builder.text(node.getNodeValue());
            }
        }
        return builder.build();
    }
}
