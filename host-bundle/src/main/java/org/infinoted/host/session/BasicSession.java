// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.infinoted.session.Session;
import org.infinoted.session.User;

/** The part of a session that plugins see whatever its note type. The note adds its own. */
final class BasicSession implements Session {
    private final Optional<Node> node;
    private final String type;
    private final List<String> types;
    private final UserTable users;
    private final Subscribers subscribers;
    private final LongSupplier requests;
    private final Supplier<CompletionStage<Void>> save;

    BasicSession(
            SessionDocument document,
            UserTable users,
            Subscribers subscribers,
            LongSupplier requests,
            Supplier<CompletionStage<Void>> save) {
        this.node = document.node();
        this.type = document.type().name();
        this.types = types(document.type());
        this.users = users;
        this.subscribers = subscribers;
        this.requests = requests;
        this.save = save;
    }

    private static List<String> types(NoteTypes.Named type) {
        List<String> types = new ArrayList<>();
        types.add(type.name());
        types.addAll(type.type().sessionTypes());
        return List.copyOf(types);
    }

    @Override
    public Optional<Node> node() {
        return node;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<String> types() {
        return types;
    }

    @Override
    public List<User> users() {
        return users.all();
    }

    @Override
    public long requests() {
        return requests.getAsLong();
    }

    @Override
    public List<Connection> subscribers() {
        return subscribers.connections();
    }

    @Override
    public CompletionStage<Void> save() {
        return save.get();
    }

    @Override
    public String toString() {
        return node.map(Node::path).orElse("the chat of the server");
    }
}
