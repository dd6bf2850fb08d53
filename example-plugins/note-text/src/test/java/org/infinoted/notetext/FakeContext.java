// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.note.NoteContext;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;

/** A session without a server: keeps what the note sends and does. */
final class FakeContext implements NoteContext {
    final List<String> sent = new ArrayList<>();
    final List<SessionEvent> events = new ArrayList<>();
    private final TreeMap<Integer, User> users = new TreeMap<>();

    record FakeConnection(long id) implements Connection {
        @Override
        public String remoteAddress() {
            return "127.0.0.1:" + id;
        }

        @Override
        public String localAddress() {
            return "127.0.0.1:6523";
        }

        @Override
        public ConnectionState state() {
            return ConnectionState.OPEN;
        }

        @Override
        public Instant since() {
            return Instant.EPOCH;
        }

        @Override
        public Optional<String> account() {
            return Optional.empty();
        }

        @Override
        public long bytesReceived() {
            return 0;
        }

        @Override
        public long bytesSent() {
            return 0;
        }

        @Override
        public void close(String reason) {
            throw new AssertionError("Notes do not close connections");
        }
    }

    void put(User user) {
        users.put(user.id(), user);
    }

    /** What was sent since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
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
    public void send(Element message, Connection to) {
        sent.add("to " + to.id() + " " + message);
    }

    @Override
    public void unsubscribe(Connection connection) {
        sent.add("unsubscribe " + connection.id());
    }

    @Override
    public void publish(SessionEvent event) {
        events.add(event);
    }

    @Override
    public InstantSource clock() {
        return InstantSource.fixed(Instant.EPOCH);
    }

    @Override
    public RandomGenerator random() {
        return () -> 1L << 62; // a double of 0.25
    }
}
