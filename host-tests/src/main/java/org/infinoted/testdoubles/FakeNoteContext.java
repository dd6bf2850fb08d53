// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;

/** A session without a server, with the users that the test sets. Records what the note sends and does. */
public class FakeNoteContext implements NoteContext {
    private final List<String> sent = new ArrayList<>();
    private final List<SessionEvent> events = new ArrayList<>();
    private final TreeMap<Integer, User> users = new TreeMap<>();
    private Instant now;

    public FakeNoteContext() {
        this(Instant.EPOCH);
    }

    /** @param now what the clock shows until the test sets it */
    public FakeNoteContext(Instant now) {
        this.now = now;
    }

    /** Has this user in the session. */
    public User put(User user) {
        users.put(user.id(), user);
        return user;
    }

    /**
     * What was sent: {@code all <message/>}, {@code but 1 <message/>} to all but that connection, {@code but 1 2 <message/>} to all
     * but those, by their ids, {@code to 1 <message/>}, {@code unsubscribe 1}, or {@code pause 1 PT0.5S}.
     */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    /** What was sent since the last call of this method. */
    public List<String> takeSent() {
        List<String> taken = sent();
        sent.clear();
        return taken;
    }

    /** What was published. */
    public List<SessionEvent> events() {
        return List.copyOf(events);
    }

    public Instant now() {
        return now;
    }

    public void setNow(Instant time) {
        now = time;
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
    public void activate(int userId) {
        users.computeIfPresent(userId, (id, user) -> user.with(UserStatus.ACTIVE));
    }

    @Override
    public void broadcast(Element message) {
        sent.add("all " + message);
    }

    @Override
    public void relay(Element message, Connection except) {
        sent.add("but " + except.id() + " " + message);
    }

    @Override
    public void relay(Element message, Set<Connection> except) {
        String ids =
                except.stream().map(Connection::id).sorted().map(id -> id + " ").collect(Collectors.joining());
        sent.add("but " + ids + message);
    }

    @Override
    public void send(Element message, Connection to) {
        sent.add("to " + to.id() + " " + message);
    }

    @Override
    public void unsubscribe(Connection connection) {
        sent.add("unsubscribe " + connection.id());
    }

    @Override
    public void pause(Connection connection, Duration duration) {
        sent.add("pause " + connection.id() + " " + duration);
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
    public RandomGenerator random() {
        return () -> 1L << 62; // a double of 0.25
    }
}
