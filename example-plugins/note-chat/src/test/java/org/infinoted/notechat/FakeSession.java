// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.infinoted.session.Session;
import org.infinoted.session.User;

/** The server's part of a session. */
record FakeSession(List<User> users, List<Connection> subscribers, CompletableFuture<Void> saved) implements Session {
    @Override
    public Optional<Node> node() {
        return Optional.of(new Node(3, "/talk", "InfChat"));
    }

    @Override
    public String type() {
        return "InfChat";
    }

    @Override
    public List<String> types() {
        return List.of("InfChat", "InfChatSession", "InfSession");
    }

    @Override
    public long requests() {
        return 0;
    }

    @Override
    public CompletionStage<Void> save() {
        return saved;
    }
}
