// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionAdmin;
import org.infinoted.directory.Directory;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;
import org.infinoted.session.SessionAdmin;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers the services for administrators while the server runs. Used by one thread at a time. */
final class AdminServices {
    private final BundleContext context;
    private final ConnectionAdmin connections;
    private final SessionAdmin sessions;
    private final Directory directory;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /** @param close saves and closes a session */
    AdminServices(
            BundleContext context,
            Registry<Link> connections,
            Registry<Session> sessions,
            Function<Session, CompletionStage<Void>> close,
            Directory directory) {
        this.context = context;
        this.connections = new Connections(connections);
        this.sessions = new Sessions(sessions, close);
        this.directory = directory;
    }

    private record Connections(Registry<Link> registry) implements ConnectionAdmin {
        @Override
        public List<Connection> connections() {
            return List.copyOf(registry.snapshot());
        }
    }

    private record Sessions(Registry<Session> registry, Function<Session, CompletionStage<Void>> closing)
            implements SessionAdmin {
        @Override
        public List<Session> sessions() {
            return registry.snapshot();
        }

        @Override
        public CompletionStage<Void> close(Session session) {
            return closing.apply(session);
        }
    }

    void register() {
        registrations.add(context.registerService(ConnectionAdmin.class, connections, null));
        registrations.add(context.registerService(SessionAdmin.class, sessions, null));
        registrations.add(context.registerService(Directory.class, directory, null));
    }

    void unregister() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
    }
}
