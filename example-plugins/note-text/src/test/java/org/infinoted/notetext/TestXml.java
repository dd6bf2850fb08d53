// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.infinoted.xml.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Makes elements of text, so that tests can show messages as they look. */
final class TestXml {
    private TestXml() {}

    static Element parse(String xml) {
        try {
            return element(DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    private static Element element(org.w3c.dom.Element from) {
        var builder = Element.named(from.getTagName());
        for (int i = 0; i < from.getAttributes().getLength(); i++) {
            Node attribute = from.getAttributes().item(i);
            builder.attribute(attribute.getNodeName(), attribute.getNodeValue());
        }
        for (Node node = from.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof org.w3c.dom.Element child) {
                builder.child(element(child));
            } else {
                builder.text(node.getTextContent());
            }
        }
        return builder.build();
    }
}
