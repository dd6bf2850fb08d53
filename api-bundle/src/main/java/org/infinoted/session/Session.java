// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A document that is open: its users, its content, its life. Kinds of sessions have interfaces of their own, such as {@link
 * org.infinoted.text.TextSession}.
 *
 * <p>All methods may be called from any thread and return at once, with what is the case at that moment. Sessions are compared by
 * identity.
 */
@ProviderType
public interface Session {
    /** Where the document is in the tree; empty for the chat of the whole server. */
    Optional<Node> node();

    /** The note type of the document, such as {@code InfText}. */
    String type();

    /**
     * All types that this session is of, most special first, by the names of the original: {@code InfText} is {@code InfText,
     * InfTextSession, InfAdoptedSession, InfSession}. A plugin may ask for any of them, see {@link
     * org.infinoted.plugin.SessionType}.
     */
    List<String> types();

    /** Everybody who has joined since the document was opened, and the authors of its text, by ascending id. */
    List<User> users();

    /** How many messages of clients were handled since the document was opened. */
    long requests();

    /** The connections that receive what happens here, in no particular order. */
    List<Connection> subscribers();

    /**
     * Writes the document to the store. The stage completes on a thread of the server when the document is safe; it fails with an
     * {@link java.io.IOException} if it could not be written, or with an {@link IllegalStateException} if the session has ended.
     */
    CompletionStage<Void> save();
}
