// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.jspecify.annotations.Nullable;

/** A session without a document, with the properties that the test sets. */
public class FakeSession implements Session {
    private final Optional<Node> node;
    private final List<String> types;
    private List<User> users = List.of();
    private List<Connection> subscribers = List.of();
    private long requests;
    private CompletionStage<Void> saved = CompletableFuture.completedFuture(null);

    /** @param types the note type first, then what it is a kind of */
    public FakeSession(String path, List<String> types) {
        this(new Node(1, path, types.get(0)), types);
    }

    /** @param node null for a session that is not in the tree */
    public FakeSession(@Nullable Node node, List<String> types) {
        this.node = Optional.ofNullable(node);
        this.types = List.copyOf(types);
    }

    /** Has these users. */
    public FakeSession withUsers(User... all) {
        users = List.of(all);
        return this;
    }

    /** Has these connections subscribed. */
    public FakeSession withSubscribers(Connection... all) {
        subscribers = List.of(all);
        return this;
    }

    /** Has handled so many messages. */
    public FakeSession withRequests(long handled) {
        requests = handled;
        return this;
    }

    /** Is saved when this says so. */
    public FakeSession savedBy(CompletionStage<Void> outcome) {
        saved = outcome;
        return this;
    }

    @Override
    public Optional<Node> node() {
        return node;
    }

    @Override
    public String type() {
        return types.get(0);
    }

    @Override
    public List<String> types() {
        return types;
    }

    @Override
    public List<User> users() {
        return users;
    }

    @Override
    public long requests() {
        return requests;
    }

    @Override
    public List<Connection> subscribers() {
        return subscribers;
    }

    @Override
    public CompletionStage<Void> save() {
        return saved;
    }

    @Override
    public String toString() {
        return "session " + node.map(Node::path).orElse("outside of the tree");
    }
}
