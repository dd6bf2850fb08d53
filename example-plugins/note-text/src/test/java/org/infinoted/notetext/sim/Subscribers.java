// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.xml.Element;

/** The connections that get what happens in the session. */
final class Subscribers {
    private final Map<Connection, Subscriber> all = new LinkedHashMap<>();
    private final Findings findings;

    Subscribers(Findings findings) {
        this.findings = findings;
    }

    /** One of them. */
    static final class Subscriber {
        private final SimulatedConnection connection;
        private final Deque<Integer> users = new ArrayDeque<>();
        private boolean synchronizing;

        private Subscriber(SimulatedConnection connection, boolean synchronizing) {
            this.connection = connection;
            this.synchronizing = synchronizing;
        }

        SimulatedConnection connection() {
            return connection;
        }

        /** Whose users they are, the latest to join first. */
        Deque<Integer> users() {
            return users;
        }

        boolean isSynchronizing() {
            return synchronizing;
        }

        void synchronizationDone() {
            synchronizing = false;
        }

        void send(Element message) {
            connection.sendToClient(message);
        }
    }

    Subscriber add(SimulatedConnection connection, boolean synchronizing) {
        Subscriber subscriber = new Subscriber(connection, synchronizing);
        all.put(connection, subscriber);
        return subscriber;
    }

    /** Null if there is none. */
    Subscriber find(Connection connection) {
        return all.get(connection);
    }

    Subscriber remove(Connection connection) {
        return all.remove(connection);
    }

    Collection<Subscriber> all() {
        return List.copyOf(all.values());
    }

    void sendToAllBut(Set<Connection> except, Element message) {
        sendToAllBut(except, message, Faults.NONE);
    }

    /** As above; may fail when some have got it. */
    void sendToAllBut(Set<Connection> except, Element message, Faults faults) {
        all.forEach((connection, subscriber) -> {
            faults.mayFail();
            if (!except.contains(connection)) {
                findings.relayed();
                subscriber.send(message);
            }
        });
        faults.mayFail();
    }

    void send(Element message, Connection to) {
        Subscriber subscriber = all.get(to);
        if (subscriber != null) {
            subscriber.send(message);
        }
    }
}
