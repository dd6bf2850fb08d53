// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.connection.ConnectionState;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.sandbox.Mailbox;
import org.infinoted.host.sandbox.PluginCode;
import org.infinoted.host.sandbox.PluginInvoker;
import org.infinoted.host.stream.Link;
import org.infinoted.plugin.Registration;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.SessionListener;
import org.infinoted.session.User;
import org.infinoted.session.UserListener;
import org.jspecify.annotations.Nullable;

/** The listeners of one plugin during one life. They are called through the plugin's mailbox. */
final class PluginListeners {
    private final ServerAccess server;
    private final Mailbox mailbox;
    private final PluginInvoker invoker;
    private final Registrations registrations;

    PluginListeners(ServerAccess server, Mailbox mailbox, PluginInvoker invoker, Registrations registrations) {
        this.server = server;
        this.mailbox = mailbox;
        this.invoker = invoker;
        this.registrations = registrations;
    }

    Registration add(Connection connection, ConnectionListener listener) {
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

            @Override
            public void lost(Connection gone, String message) {
                post(entry, "lost", connection, () -> listener.lost(connection, message));
            }
        })::close);
        return entry;
    }

    Registration add(Session session, SessionListener listener) {
        Registrations.Entry entry = registrations.add(session);
        entry.step(() -> server.sessionAccess()
                .observe(
                        session,
                        (where, event) -> post(
                                entry,
                                "happened",
                                session,
                                event instanceof SessionEvent.Failed failed ? failed.connection() : null,
                                () -> listener.happened(session, event)))::close);
        return entry;
    }

    Registration add(Session session, UserListener listener) {
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

    Registration add(DirectoryListener listener) {
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

    private void post(Registrations.Entry entry, String callback, Object subject, PluginCode.Action action) {
        post(entry, callback, subject, subject instanceof Connection connection ? connection : null, action);
    }

    private void post(
            Registrations.Entry entry,
            String callback,
            Object subject,
            @Nullable Connection about,
            PluginCode.Action action) {
        mailbox.post(() -> {
            if (entry.isOpen()) {
                invoker.run(callback, subject, about, action);
            }
        });
    }
}
