// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.host.access.Acl;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.xml.Element;

/** {@code welcome}: the first message that a client gets. */
final class WelcomeMessage {
    private static final String PROTOCOL_VERSION = "1.1";

    private final Tree tree;
    private final NoteTypes types;

    WelcomeMessage(Tree tree, NoteTypes types) {
        this.tree = tree;
        this.types = types;
    }

    Element message(ClientState client) {
        Element.Builder plugins = Element.named("note-plugins");
        for (String type : types.names()) {
            plugins.child(Element.named("note-plugin").attribute("type", type).build());
        }
        Element.Builder welcome = Element.named("welcome")
                .attribute("protocol-version", PROTOCOL_VERSION)
                .attribute("sequence-id", client.client().sequenceId())
                .child(plugins.build());
        Acl visible = client.visible(tree.root());
        return (visible.isEmpty() ? welcome : welcome.child(visible.toElement())).build();
    }
}
