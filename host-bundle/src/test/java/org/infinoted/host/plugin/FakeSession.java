// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.infinoted.session.Session;
import org.infinoted.session.User;

/** A session of which nothing is asked but its types. */
record FakeSession(String path, List<String> types) implements Session {
    @Override
    public Optional<Node> node() {
        return Optional.of(new Node(1, path, type()));
    }

    @Override
    public String type() {
        return types.get(0);
    }

    @Override
    public List<User> users() {
        return List.of();
    }

    @Override
    public long requests() {
        return 0;
    }

    @Override
    public List<Connection> subscribers() {
        return List.of();
    }

    @Override
    public CompletionStage<Void> save() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "session " + path;
    }
}
