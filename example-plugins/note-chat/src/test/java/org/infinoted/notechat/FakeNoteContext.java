// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/** A session with users whom the test sets; keeps what the note does. */
final class FakeNoteContext implements NoteContext {
    /** A message and whom it was not sent to. */
    record Relayed(Element message, Connection except) {}

    private final TreeMap<Integer, User> users = new TreeMap<>();
    final List<Relayed> relayed = new ArrayList<>();
    final List<Element> broadcast = new ArrayList<>();
    final List<SessionEvent> events = new ArrayList<>();
    Instant now = Instant.ofEpochSecond(1_795_358_895);

    User put(User user) {
        users.put(user.id(), user);
        return user;
    }

    @Override
    public List<User> users() {
        return List.copyOf(users.values());
    }

    @Override
    public Optional<User> user(int id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public void relay(Element message, Connection except) {
        relayed.add(new Relayed(message, except));
    }

    @Override
    public void publish(SessionEvent event) {
        events.add(event);
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public void activate(int userId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void broadcast(Element message) {
        broadcast.add(message);
    }

    @Override
    public void send(Element message, Connection to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unsubscribe(Connection connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RandomGenerator random() {
        throw new UnsupportedOperationException();
    }
}
