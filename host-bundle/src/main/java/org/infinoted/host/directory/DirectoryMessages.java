// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.host.access.Acl;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/** The messages that the directory sends. */
final class DirectoryMessages {
    private static final String METHOD = "central";

    private DirectoryMessages() {}

    static Element exploreBegin(int total, SequenceNumber seq) {
        return seq.addTo(Element.named("explore-begin").attribute("total", total))
                .build();
    }

    static Element exploreEnd(SequenceNumber seq) {
        return seq.addTo(Element.named("explore-end")).build();
    }

    /** @param visible what the recipient may see of the node's rights */
    static Element addNode(TreeNode node, Acl visible, SequenceNumber seq) {
        return withAcl(seq.addTo(place("add-node", node)), visible).build();
    }

    /** The answer to a client that adds a document and wants to subscribe to it. */
    static Element addNodeAndSubscribe(DocumentNode document, Acl visible, String group, SequenceNumber seq) {
        return withAcl(seq.addTo(place("add-node", document)), visible)
                .child(subscription(Element.named("subscribe"), group).build())
                .build();
    }

    /** The answer to a client that adds a document with content. */
    static Element syncIn(DocumentNode document, Acl visible, String group, boolean subscribe, SequenceNumber seq) {
        Element.Builder message = withAcl(seq.addTo(subscription(place("sync-in", document), group)), visible);
        if (subscribe) {
            message.child(subscription(Element.named("subscribe"), group).build());
        }
        return message.build();
    }

    static Element removeNode(int id, SequenceNumber seq) {
        return seq.addTo(Element.named("remove-node").attribute("id", id)).build();
    }

    static Element subscribeSession(DocumentNode document, String group, SequenceNumber seq) {
        return seq.addTo(subscription(Element.named("subscribe-session"), group).attribute("id", document.id()))
                .build();
    }

    static Element subscribeChat(String group, SequenceNumber seq) {
        return seq.addTo(subscription(Element.named("subscribe-chat"), group)).build();
    }

    /** In the form that clients understand; the original sends another, on which no client's request completes. */
    static Element savedSession(DocumentNode document, SequenceNumber seq) {
        return seq.addTo(Element.named("saved-session").attribute("id", document.id()))
                .build();
    }

    /** The answer to a client that queries all rights given at a node. */
    static Element setAcl(TreeNode node, Acl sheets, SequenceNumber seq) {
        return withAcl(seq.addTo(Element.named("set-acl").attribute("id", node.id())), sheets)
                .build();
    }

    static Element requestFailed(ProtocolException failure, SequenceNumber seq) {
        return seq.addTo(Element.named("request-failed")
                        .attribute("code", failure.error().code())
                        .attribute("domain", failure.error().domain()))
                .text(failure.getMessage())
                .build();
    }

    private static Element.Builder place(String message, TreeNode node) {
        return Element.named(message)
                .attribute("id", node.id())
                .attribute("parent", node.folder().id())
                .attribute("name", node.name())
                .attribute("type", node.type());
    }

    private static Element.Builder subscription(Element.Builder message, String group) {
        return message.attribute("group", group).attribute("method", METHOD);
    }

    private static Element.Builder withAcl(Element.Builder message, Acl sheets) {
        return sheets.isEmpty() ? message : message.child(sheets.toElement());
    }
}
