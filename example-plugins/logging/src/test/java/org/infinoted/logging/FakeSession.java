// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.infinoted.session.Session;
import org.infinoted.session.User;

/** A session of nobody, somewhere in the tree or nowhere. */
record FakeSession(Optional<Node> node) implements Session {
    @Override
    public String type() {
        return "InfText";
    }

    @Override
    public List<String> types() {
        return List.of("InfText", "InfSession");
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
}
