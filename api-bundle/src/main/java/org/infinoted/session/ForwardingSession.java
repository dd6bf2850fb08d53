// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A session that asks another for everything: what note types derive from to put their own on top, see {@link
 * org.infinoted.note.Note#view}.
 */
@ConsumerType
public abstract class ForwardingSession implements Session {
    private final Session session;

    protected ForwardingSession(Session session) {
        this.session = Objects.requireNonNull(session);
    }

    @Override
    public Optional<Node> node() {
        return session.node();
    }

    @Override
    public String type() {
        return session.type();
    }

    @Override
    public List<String> types() {
        return session.types();
    }

    @Override
    public List<User> users() {
        return session.users();
    }

    @Override
    public long requests() {
        return session.requests();
    }

    @Override
    public List<Connection> subscribers() {
        return session.subscribers();
    }

    @Override
    public CompletionStage<Void> save() {
        return session.save();
    }

    @Override
    public String toString() {
        return session.toString();
    }
}
