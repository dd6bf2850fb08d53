// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.infinoted.connection.Connection;
import org.infinoted.host.session.Subscribers.Subscriber;
import org.infinoted.note.NoteContext;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/** The parts of a session that its note may use. */
final class SessionContext implements NoteContext {
    private final UserTable users;
    private final Participants participants;
    private final Subscribers subscribers;
    private final Consumer<Subscriber> unsubscribe;
    private final Consumer<SessionEvent> events;
    private final SessionEnvironment environment;

    SessionContext(
            UserTable users,
            Participants participants,
            Subscribers subscribers,
            Consumer<Subscriber> unsubscribe,
            Consumer<SessionEvent> events,
            SessionEnvironment environment) {
        this.users = users;
        this.participants = participants;
        this.subscribers = subscribers;
        this.unsubscribe = unsubscribe;
        this.events = events;
        this.environment = environment;
    }

    @Override
    public List<User> users() {
        return users.all();
    }

    @Override
    public Optional<User> user(int id) {
        return users.find(id);
    }

    @Override
    public void activate(int userId) {
        participants.activate(userId);
    }

    @Override
    public void broadcast(Element message) {
        subscribers.group().broadcast(message);
    }

    @Override
    public void relay(Element message, Connection except) {
        Subscriber subscriber = subscribers.find(except);
        subscribers.group().relay(message, subscriber == null ? null : subscriber.client());
    }

    @Override
    public void relay(Element message, Set<Connection> except) {
        subscribers.group().relayToAllBut(subscribers.clients(except), message);
    }

    @Override
    public void send(Element message, Connection to) {
        Subscriber subscriber = subscribers.find(to);
        if (subscriber != null) {
            subscribers.group().send(message, subscriber.client());
        }
    }

    @Override
    public void unsubscribe(Connection connection) {
        Subscriber subscriber = subscribers.find(connection);
        if (subscriber != null) {
            unsubscribe.accept(subscriber);
        }
    }

    @Override
    public void pause(Connection connection, Duration duration) {
        Subscriber subscriber = subscribers.find(connection);
        if (subscriber != null) {
            subscriber.client().pauseReading(duration);
        }
    }

    @Override
    public void publish(SessionEvent event) {
        events.accept(event);
    }

    @Override
    public boolean isMemoryShort(Connection origin) {
        if (!environment.memory().isShort()) {
            return false;
        }
        Subscribers.Subscriber subscriber = subscribers.find(origin);
        return subscriber == null || subscriber.client().memory().isTooMuch();
    }

    @Override
    public InstantSource clock() {
        return environment.clock();
    }

    @Override
    public RandomGenerator random() {
        return environment.random();
    }
}
