// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.util.Optional;
import org.infinoted.directory.Node;
import org.infinoted.session.Session;
import org.infinoted.text.TextSession;

/** A document of a {@link TestHost}. It is open while clients have it open, and a minute longer. */
public final class TestDocument {
    private final TestHost host;
    private final Node node;

    TestDocument(TestHost host, Node node) {
        this.host = host;
        this.node = node;
    }

    /** Its node in the tree. */
    public Node node() {
        return node;
    }

    /** The session as plugins see it; empty if nobody has the document open. */
    public Optional<Session> session() {
        return host.sessions().stream()
                .filter(session -> session.node().equals(Optional.of(node)))
                .findFirst();
    }

    /** The text of an open text document. */
    public String text() {
        return session()
                .filter(TextSession.class::isInstance)
                .map(session -> ((TextSession) session).text().toString())
                .orElseThrow(() -> new IllegalStateException(node.path() + " is not an open text document"));
    }

    /** The name of the session's group. */
    String group() {
        return "InfSession_" + Integer.toUnsignedString(node.id());
    }

    @Override
    public String toString() {
        return node.path();
    }
}
