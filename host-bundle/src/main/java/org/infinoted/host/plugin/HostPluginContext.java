// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.infinoted.chat.ChatSession;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.directory.Directory;
import org.infinoted.directory.DirectoryException;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.sandbox.Mailbox;
import org.infinoted.host.sandbox.PluginCode;
import org.infinoted.host.sandbox.PluginInvoker;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.Stages;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.host.stream.Link;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.Registration;
import org.infinoted.session.LocalUser;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;
import org.infinoted.session.User;
import org.infinoted.session.UserListener;

/** What one plugin is offered during one life. */
final class HostPluginContext<C, S> implements PluginContext<C, S> {
    private final PluginDescriptor descriptor;
    private final ServerAccess server;
    private final PluginRuntime runtime;
    private final Claims claims;
    private final Mailbox mailbox;
    private final PluginInvoker invoker;
    private final Stages stages;
    private final TrackedItems<Connection, C> connections;
    private final TrackedItems<Session, S> sessions;
    private final Registrations registrations;

    HostPluginContext(
            PluginDescriptor descriptor,
            ServerAccess server,
            PluginRuntime runtime,
            Claims claims,
            Mailbox mailbox,
            PluginInvoker invoker,
            Stages stages,
            TrackedItems<Connection, C> connections,
            TrackedItems<Session, S> sessions,
            Registrations registrations) {
        this.descriptor = descriptor;
        this.server = server;
        this.runtime = runtime;
        this.claims = claims;
        this.mailbox = mailbox;
        this.invoker = invoker;
        this.stages = stages;
        this.connections = connections;
        this.sessions = sessions;
        this.registrations = registrations;
    }

    @Override
    public String name() {
        check();
        return descriptor.name();
    }

    @Override
    public Directory directory() {
        check();
        return server.directory();
    }

    @Override
    public List<Connection> connections() {
        check();
        return List.copyOf(server.connections().snapshot());
    }

    @Override
    public List<Session> sessions() {
        check();
        return server.sessions().snapshot();
    }

    @Override
    public CompletionStage<ChatSession> serverChat() {
        check();
        CompletionStage<ChatSession> chat = server.directory().chat().thenApply(session -> {
            if (session instanceof ChatSession opened) {
                return opened;
            }
            throw new CompletionException(
                    new DirectoryException("The note type InfChat gives no chats that plugins can use"));
        });
        return stages.of(chat);
    }

    @Override
    public System.Logger logger() {
        check();
        return new PluginLogger(runtime.loggers().getLogger("org.infinoted.plugin." + descriptor.name()));
    }

    @Override
    public Optional<C> info(Connection connection) {
        check();
        return connections.info(connection);
    }

    @Override
    public Optional<S> info(Session session) {
        check();
        return sessions.info(session);
    }

    @Override
    public Registration listen(Connection connection, ConnectionListener listener) {
        Objects.requireNonNull(listener);
        if (!(connection instanceof Link link)) {
            throw new IllegalArgumentException("Not a connection of this server: " + connection);
        }
        Registrations.Entry entry = registrations.add(connection);
        entry.step(() -> link.observe(new ConnectionListener() {
            @Override
            public void stateChanged(Connection changed, ConnectionState state) {
                post(entry, "stateChanged", connection, () -> listener.stateChanged(connection, state));
            }

            @Override
            public void failed(Connection failing, String message) {
                post(entry, "failed", connection, () -> listener.failed(connection, message));
            }
        })::close);
        return entry;
    }

    @Override
    public Registration listen(Session session, SessionListener listener) {
        Objects.requireNonNull(listener);
        Registrations.Entry entry = registrations.add(session);
        entry.step(() -> server.sessionAccess()
                        .observe(
                                session,
                                (where, event) ->
                                        post(entry, "happened", session, () -> listener.happened(session, event)))
                ::close);
        return entry;
    }

    @Override
    public Registration listen(Session session, UserListener listener) {
        Objects.requireNonNull(listener);
        Registrations.Entry entry = registrations.add(session);
        entry.step(() -> server.sessionAccess().observe(session, new UserListener() {
            @Override
            public void joined(Session where, User user) {
                post(entry, "joined", session, () -> listener.joined(session, user));
            }

            @Override
            public void changed(Session where, User user) {
                post(entry, "changed", session, () -> listener.changed(session, user));
            }

            @Override
            public void left(Session where, User user) {
                post(entry, "left", session, () -> listener.left(session, user));
            }
        })::close);
        return entry;
    }

    @Override
    public Registration listen(DirectoryListener listener) {
        Objects.requireNonNull(listener);
        Registrations.Entry entry = registrations.add(this);
        entry.step(() -> server.directory().observe(new DirectoryListener() {
            @Override
            public void added(Node node) {
                post(entry, "added", node, () -> listener.added(node));
            }

            @Override
            public void removed(Node node) {
                post(entry, "removed", node, () -> listener.removed(node));
            }
        })::close);
        return entry;
    }

    @Override
    public CompletionStage<LocalUser> join(Session session, String name) {
        Objects.requireNonNull(name);
        Registrations.Entry entry = registrations.add(session);
        CompletionStage<LocalUser> joined;
        try {
            joined = server.sessionAccess().join(session, name);
        } catch (RuntimeException e) {
            entry.close();
            throw e;
        }
        CompletionStage<LocalUser> kept = joined.handle((user, failure) -> {
            if (failure != null) {
                entry.close();
                throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
            }
            return keep(user, entry);
        });
        return stages.of(kept);
    }

    /** Has the user leave at the latest when the plugin goes, which may be now. */
    private LocalUser keep(LocalUser user, Registrations.Entry entry) {
        entry.step(() -> user::close);
        if (!entry.isOpen()) {
            user.close();
            throw new CompletionException(
                    new LocalUserException("The plugin \"" + descriptor.identity() + "\" has left the session"));
        }
        return new PluginLocalUser(user, entry, stages);
    }

    @Override
    public Registration claim(String resource) throws PluginException {
        if (resource.isBlank()) {
            throw new IllegalArgumentException("What is claimed needs a name");
        }
        Registrations.Entry entry = registrations.add(this);
        Claims.Claim claim;
        try {
            claim = claims.take(resource, descriptor.identity());
        } catch (PluginException e) {
            entry.close();
            throw e;
        }
        entry.step(() -> claim::close);
        if (!entry.isOpen()) {
            claim.close(); // the plugin has gone meanwhile
            check();
        }
        return entry;
    }

    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task);
        check();
        mailbox.post(() -> invoker.run("a task", null, task::run));
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        Objects.requireNonNull(task);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("A delay must not be negative: " + delay);
        }
        Registrations.Entry entry = registrations.add(this);
        later(entry, delay, () -> {
            entry.close();
            invoker.run("a scheduled task", null, task::run);
        });
        return entry;
    }

    @Override
    public Registration repeat(Duration delay, Runnable task) {
        Objects.requireNonNull(task);
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("The time between repetitions must be more than nothing: " + delay);
        }
        Registrations.Entry entry = registrations.add(this);
        repeat(entry, delay, task);
        return entry;
    }

    private void repeat(Registrations.Entry entry, Duration delay, Runnable task) {
        later(entry, delay, () -> {
            invoker.run("a repeated task", null, task::run);
            repeat(entry, delay, task);
        });
    }

    private void later(Registrations.Entry entry, Duration delay, Runnable inMailbox) {
        entry.step(() -> runtime.timer()
                .schedule(
                        delay,
                        () -> mailbox.post(() -> {
                            if (entry.isOpen()) {
                                inMailbox.run();
                            }
                        }))::cancel);
    }

    private void post(Registrations.Entry entry, String callback, Object subject, PluginCode.Action action) {
        mailbox.post(() -> {
            if (entry.isOpen()) {
                invoker.run(callback, subject, action);
            }
        });
    }

    private void check() {
        if (registrations.isClosed()) {
            throw new IllegalStateException("The plugin \"" + descriptor.identity() + "\" has ended");
        }
    }
}
