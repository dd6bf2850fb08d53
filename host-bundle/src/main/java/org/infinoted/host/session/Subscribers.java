// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Group;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of a session: the members of its group, and whether each is synchronised. Changed on the session's home loop; {@link
 * #connections} may be called from any thread.
 */
final class Subscribers {
    private final Map<Connection, Subscriber> byConnection = new LinkedHashMap<>();
    private final Group group;
    private volatile List<Connection> connections = List.of();

    Subscribers(Group group) {
        this.group = group;
    }

    /** The group of the subscribers. */
    Group group() {
        return group;
    }

    /** One subscriber. */
    static final class Subscriber {
        private final Client client;
        // the latest to join is first, as in the announcements when they leave
        private final Deque<Integer> users = new ArrayDeque<>();
        private boolean synchronizing;

        private Subscriber(Client client, boolean synchronizing) {
            this.client = client;
            this.synchronizing = synchronizing;
        }

        Client client() {
            return client;
        }

        /** The ids of the users that have joined through this connection, the latest first. */
        Deque<Integer> users() {
            return users;
        }

        /** Whether the client has yet to acknowledge the content that it was sent. */
        boolean isSynchronizing() {
            return synchronizing;
        }

        void synchronizationDone() {
            synchronizing = false;
        }
    }

    boolean isEmpty() {
        return byConnection.isEmpty();
    }

    Collection<Subscriber> all() {
        return List.copyOf(byConnection.values());
    }

    List<Connection> connections() {
        return connections;
    }

    /** Null if the connection is no subscriber's. This is the hot path. */
    @Nullable
    Subscriber find(Connection connection) {
        return byConnection.get(connection);
    }

    /** The clients of those of the connections that are subscribers'. */
    Set<Client> clients(Set<Connection> of) {
        Set<Client> clients = new HashSet<>();
        for (Connection connection : of) {
            Subscriber subscriber = byConnection.get(connection);
            if (subscriber != null) {
                clients.add(subscriber.client);
            }
        }
        return clients;
    }

    Subscriber add(Client client, boolean synchronizing) {
        Subscriber subscriber = new Subscriber(client, synchronizing);
        byConnection.put(client.link(), subscriber);
        group.add(client);
        changed();
        return subscriber;
    }

    void remove(Subscriber subscriber) {
        byConnection.remove(subscriber.client.link());
        group.remove(subscriber.client);
        changed();
    }

    private void changed() {
        connections = List.copyOf(byConnection.keySet());
    }
}
