// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import org.infinoted.directory.Node;

/**
 * The document of a session.
 *
 * @param group the name of the session's group
 * @param node where the document is; empty for the chat of the whole server
 * @param type the note type, with its name
 * @param saver writes the document
 */
public record SessionDocument(String group, Optional<Node> node, NoteTypes.Named type, SessionOpener.Saver saver) {
    /** A document in the tree. */
    public static SessionDocument of(Node node, NoteTypes.Named type, SessionOpener.Saver saver) {
        return new SessionDocument(groupOf(node.id()), Optional.of(node), type, saver);
    }

    /** The name of the group in which a document of the tree is edited. */
    public static String groupOf(int nodeId) {
        return "InfSession_" + Integer.toUnsignedString(nodeId);
    }
}
