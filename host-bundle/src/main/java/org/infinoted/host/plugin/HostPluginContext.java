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
import org.infinoted.directory.Directory;
import org.infinoted.directory.DirectoryException;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.host.sandbox.Mailbox;
import org.infinoted.host.sandbox.PluginInvoker;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.Stages;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.Registration;
import org.infinoted.session.LocalUser;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;

/** The context of one plugin during one life. */
final class HostPluginContext<C, S> implements PluginContext<C, S> {
    private final PluginDescriptor descriptor;
    private final ServerAccess server;
    private final PluginRuntime runtime;
    private final Claims claims;
    private final PluginListeners listeners;
    private final PluginTasks tasks;
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
        this.listeners = new PluginListeners(server, mailbox, invoker, registrations);
        this.tasks = new PluginTasks(runtime.timer(), mailbox, invoker, registrations);
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
        return new PluginLogger(runtime.loggers().getLogger(Pids.PLUGIN_PREFIX + descriptor.name()));
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
        return listeners.add(connection, Objects.requireNonNull(listener));
    }

    @Override
    public Registration listen(Session session, SessionListener listener) {
        return listeners.add(session, Objects.requireNonNull(listener));
    }

    @Override
    public Registration listen(Session session, UserListener listener) {
        return listeners.add(session, Objects.requireNonNull(listener));
    }

    @Override
    public Registration listen(DirectoryListener listener) {
        return listeners.add(Objects.requireNonNull(listener));
    }

    @Override
    public CompletionStage<LocalUser> join(Session session, String name) {
        Objects.requireNonNull(name);
        Registrations.Entry entry = registrations.add(session);
        CompletionStage<LocalUser> joined;
        try {
            joined = server.sessionAccess().join(session, name);
        } catch (RuntimeException | Error e) {
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

    /** Makes the user leave when the plugin goes, if not before. That may be now. */
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
        tasks.execute(task);
    }

    @Override
    public Registration schedule(Duration delay, Runnable task) {
        Objects.requireNonNull(task);
        if (delay.isNegative()) {
            throw new IllegalArgumentException("A delay must not be negative: " + delay);
        }
        return tasks.schedule(delay, task);
    }

    @Override
    public Registration repeat(Duration delay, Runnable task) {
        Objects.requireNonNull(task);
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("The time between repetitions must be more than nothing: " + delay);
        }
        return tasks.repeat(delay, task);
    }

    private void check() {
        if (registrations.isClosed()) {
            throw new IllegalStateException("The plugin \"" + descriptor.identity() + "\" has ended");
        }
    }
}
