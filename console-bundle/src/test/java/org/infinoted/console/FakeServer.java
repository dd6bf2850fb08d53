// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionAdmin;
import org.infinoted.directory.Node;
import org.infinoted.plugin.CallbackStatistics;
import org.infinoted.plugin.PluginDeployer;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginFailure;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.Plugins;
import org.infinoted.session.Session;
import org.infinoted.session.SessionAdmin;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeSession;

/** A server that has what the test puts in, and records what it is asked to do. */
public final class FakeServer implements Plugins, PluginDeployer, ConnectionAdmin, SessionAdmin {
    public final List<PluginStatus> statuses = new ArrayList<>();
    public final List<Connection> connections = new ArrayList<>();
    public final List<Session> sessions = new ArrayList<>();
    /** The actions asked for, each with its target. */
    public final List<String> asked = new ArrayList<>();
    /** The answer to every action; null if all succeed. */
    public String refusal;

    public byte[] installed;
    public Optional<String> previous = Optional.empty();
    public Optional<String> checksum = Optional.empty();

    public static PluginStatus status(String name, PluginState state, PluginReason... reasons) {
        return new PluginStatus(
                name,
                "Does something",
                state,
                List.of(reasons),
                "org.example." + name,
                "1.0.0",
                7,
                "org.infinoted.plugin." + name,
                2,
                3,
                4,
                List.of(new CallbackStatistics(
                        "sessionAdded", 12, 1, Duration.ofNanos(1_500), Duration.ofMillis(2), Duration.ofMillis(30))),
                List.of(new PluginFailure(Instant.EPOCH, "sessionAdded of /x", "it broke")));
    }

    private <T> CompletionStage<T> answer(String what, T result) {
        asked.add(what);
        return refusal == null
                ? CompletableFuture.completedFuture(result)
                : CompletableFuture.failedFuture(new PluginException(refusal));
    }

    @Override
    public List<PluginStatus> plugins() {
        return List.copyOf(statuses);
    }

    @Override
    public CompletionStage<Void> retry(String name) {
        return answer("retry " + name, null);
    }

    @Override
    public CompletionStage<Void> start(String name) {
        return answer("start " + name, null);
    }

    @Override
    public CompletionStage<Void> stop(String name) {
        return answer("stop " + name, null);
    }

    @Override
    public CompletionStage<String> install(InputStream jar) {
        try {
            installed = jar.readAllBytes();
        } catch (IOException e) {
            return CompletableFuture.failedFuture(new UncheckedIOException(e));
        }
        return answer("install", "org.example.new/1.0.0");
    }

    @Override
    public Optional<String> checksum(String symbolicName) {
        return checksum;
    }

    @Override
    public Optional<String> previous(String symbolicName) {
        return previous;
    }

    @Override
    public CompletionStage<String> rollBack(String symbolicName) {
        return answer("rollBack " + symbolicName, symbolicName + "/0.9.0");
    }

    @Override
    public List<Connection> connections() {
        return List.copyOf(connections);
    }

    @Override
    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    @Override
    public CompletionStage<Void> close(Session session) {
        return answer("close " + Documents.path(session), null);
    }

    /** A connection of this server. */
    public Connection connection(long id, String account) {
        return new FakeConnection(id) {
            @Override
            public void close(String reason) {
                asked.add("close " + id + ": " + reason);
            }
        }.withAccount(account).withBytes(1234, 5678);
    }

    /** An open document of this server, of a kind that has no size. */
    public Session session(Node node, String user) {
        Connection connection = connection(1, null);
        return new FakeSession(node, List.of("InfTest")) {
            @Override
            public CompletionStage<Void> save() {
                return answer("save " + Documents.path(this), null);
            }
        }.withUsers(User.present(1, user, UserStatus.INACTIVE, connection), User.absent(2, "gone"))
                .withSubscribers(connection)
                .withRequests(9);
    }
}
