// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A message of the server: one child of a group's stanza. */
public record Message(String group, Element element) {
    /** The messages in a stanza of the stream. */
    static List<Message> messagesOf(String stanza) {
        Message group = parse(stanza);
        String name = group.attribute("name");
        return group.children().stream()
                .map(message -> new Message(name, message.element))
                .toList();
    }

    /** An XML document as if it were a message of no group. */
    static Message parse(String xml) {
        try {
            return new Message(
                    "",
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(xml)))
                            .getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalArgumentException("The server wrote what is no XML: " + xml, e);
        }
    }

    public boolean is(String name) {
        return element.getTagName().equals(name);
    }

    /** Null if it is not there. */
    public String attribute(String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    /** An attribute that must be there and be a number. */
    public long number(String name) {
        return Long.parseLong(attribute(name));
    }

    /** The name of the message, or of its part. */
    public String name() {
        return element.getTagName();
    }

    public List<Message> children() {
        List<Message> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new Message(group, child));
            }
        }
        return children;
    }

    /** The first child of that name. */
    public Message child(String name) {
        return children().stream().filter(child -> child.is(name)).findFirst().orElseThrow();
    }

    public String text() {
        return element.getTextContent();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name());
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            text.append(' ').append(element.getAttributes().item(i));
        }
        return text.append(' ').append(text()).toString();
    }
}
