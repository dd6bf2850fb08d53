// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.group.Client;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;

/** A client as a session sees it: says things in one group, and looks at what comes from there. */
final class GroupClient {
    final FakeLink link;
    final Client client;
    private final String group;

    GroupClient(FakeLink link, Client client, String group) {
        this.link = link;
        this.client = client;
        this.group = group;
    }

    /** Sends messages, all in one stanza. They are handled when the loops run. */
    void send(String... messages) {
        link.receive(
                Xml.element("<group publisher='you' name='" + group + "'>" + String.join("", messages) + "</group>"));
    }

    /** Sends a message. It is handled when the loops run. */
    void send(Element message) {
        link.receive(Element.named("group")
                .attribute("publisher", "you")
                .attribute("name", group)
                .child(message)
                .build());
    }

    /** The messages that came in the group since the last call. */
    List<Element> takeElements() {
        List<Element> messages = new ArrayList<>();
        for (Element stanza : Xml.elements(String.join("", link.takeSent()))) {
            if (!stanza.name().equals("group") || !group.equals(stanza.attribute("name"))) {
                throw new AssertionError("Not in the group " + group + ": " + stanza);
            }
            messages.addAll(stanza.children());
        }
        return messages;
    }

    /** The same as text. */
    List<String> take() {
        return takeElements().stream().map(Element::toString).toList();
    }
}
