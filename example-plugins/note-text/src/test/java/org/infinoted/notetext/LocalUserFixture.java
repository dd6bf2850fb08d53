// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.rope.Run;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.notetext.wire.RequestReader;
import org.infinoted.notetext.wire.RequestWriter;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.text.Text;
import org.infinoted.text.TextEdit;
import org.infinoted.xml.Element;

/**
 * One text with local users and with clients that have copies of it. The links to the clients keep the order of
 * messages and delay them at will. What travels are the protocol's messages.
 */
final class LocalUserFixture implements NoteContext {
    final TextNote note;
    final List<Client> clients = new ArrayList<>();
    final List<SessionEvent> events = new ArrayList<>();
    /** Every message to all clients, in order. */
    final List<Element> broadcasts = new ArrayList<>();

    private final Limits limits;
    private final TreeMap<Integer, User> users = new TreeMap<>();

    LocalUserFixture(Order order, Limits limits, EditLimits editLimits) {
        this.limits = limits;
        OrderLimits total = new OrderLimits(limits.log(), 4096, 1_000_000, 1_000_000, 1_000_000);
        note = new TextNote(
                new TextDocument(List.of(), AuthoredText.empty()),
                new TextSettings(order, Colours.EXACT, limits, total, editLimits, 1_000_000, UploadLimits.DEFAULTS));
        note.open(this);
    }

    /** A connection with a copy of the text, and a user if it has joined. */
    final class Client {
        final Connection connection = new FakeConnection(clients.size() + 1);
        final Deque<Element> toServer = new ArrayDeque<>();
        final Deque<Element> toClient = new ArrayDeque<>();
        final TextEngine engine;
        final Map<Integer, Integer> standIns = new HashMap<>();
        int user;

        private Client(TextEngine engine) {
            this.engine = engine;
        }

        /** Executes a request here, and sends it. */
        void act(Request.Type type, Operation operation) {
            act(user, type, operation);
        }

        /** As above, of one of several users. */
        void act(int user, Request.Type type, Operation operation) {
            StateVector base = engine.participant(user).vector();
            var request = new Request(user, type, engine.current(), operation);
            Outcome outcome = engine.receive(request, 1);
            assertEquals(Outcome.Disposition.EXECUTED, outcome.disposition(), outcome::toString);
            Element operationSent =
                    switch (type) {
                        case DO ->
                            RequestWriter.write(user, StateVector.EMPTY, operation)
                                    .firstChild()
                                    .orElseThrow();
                        case UNDO -> Element.empty("undo-caret");
                        case REDO -> Element.empty("redo-caret");
                    };
            toServer.add(Element.named("request")
                    .attribute("user", user)
                    .attribute("time", request.vector().minus(base).toString())
                    .child(operationSent)
                    .build());
        }

        void serveOne() throws ProtocolException {
            Element message = toServer.poll();
            if (message != null) {
                note.received(connection, message);
            }
        }

        void deliverOne() throws ProtocolException, AdoptedException {
            Element message = toClient.poll();
            if (message == null) {
                return;
            }
            switch (message.name()) {
                case "user-join", "user-rejoin" -> {
                    engine.join(participant(message, Status.ACTIVE));
                    String name = message.attribute("name");
                    if (name != null && name.endsWith(" (restored)")) {
                        standIns.put(Fields.user(message, "id"), Integer.valueOf(name.split(" ")[1]));
                    }
                }
                case "user-status-change" ->
                    engine.setStatus(
                            Fields.user(message, "id"),
                            Status.valueOf(
                                    String.valueOf(message.attribute("status")).toUpperCase(Locale.ROOT)));
                case "request" -> {
                    int of = Fields.user(message, "user");
                    Request request = RequestReader.live(
                            message, of, engine.participant(of).vector(), Integer.MAX_VALUE);
                    Outcome outcome = engine.receive(request, 1);
                    assertEquals(Outcome.Disposition.EXECUTED, outcome.disposition(), outcome::toString);
                }
                default -> throw new AssertionError(message);
            }
        }
    }

    /** A client that has been given the content as it is now. */
    Client connect() throws ProtocolException, AdoptedException {
        var builder = new EngineBuilder(limits);
        for (User user : users.values()) {
            builder.user(
                    participant(description(user), Status.valueOf(user.status().name())));
        }
        for (Element message : note.synchronization()) {
            if (message.name().equals("sync-request")) {
                builder.request(RequestReader.logged(message, Integer.MAX_VALUE));
            } else {
                builder.append(RequestReader.segment(message));
            }
        }
        var client = new Client(builder.build());
        clients.add(client);
        note.subscribed(client.connection);
        return client;
    }

    /** A client with a user, who knows everything up to now. */
    Client join() throws ProtocolException, AdoptedException {
        Client client = connect();
        client.user = join(client);
        return client;
    }

    /** One more user of a client, which knows everything up to now. */
    int join(Client client) throws ProtocolException {
        int user = users.size() + 1;
        enter(
                User.present(user, "user " + user, UserStatus.ACTIVE, client.connection),
                Element.named("user-join")
                        .attribute("time", client.engine.current().toString())
                        .attribute("caret", 0)
                        .build());
        return user;
    }

    /** A local user. */
    User joinLocal() throws ProtocolException {
        User user = User.local(users.size() + 1, "bot " + (users.size() + 1), UserStatus.ACTIVE);
        enter(user, note.localJoin(user));
        return user;
    }

    /** A local user that was there comes back. */
    User rejoinLocal(User before) throws ProtocolException {
        User user = User.local(before.id(), before.name(), UserStatus.ACTIVE);
        enter(user, note.localJoin(user));
        return user;
    }

    void leave(User user) {
        User absent = user.with(UserStatus.UNAVAILABLE);
        users.put(user.id(), absent);
        note.left(absent);
        broadcast(Element.named("user-status-change")
                .attribute("id", user.id())
                .attribute("status", UserStatus.UNAVAILABLE.word())
                .build());
    }

    private void enter(User user, Element join) throws ProtocolException {
        note.checkJoin(user, join);
        note.joined(user, join);
        Set<Connection> apart = note.describedApart(user);
        for (Client client : clients) {
            if (apart.contains(client.connection)) {
                var description = Element.named("user-join").attribute("id", user.id());
                note.describe(user, client.connection, description);
                client.toClient.add(description.build());
            }
        }
        relay(description(user), apart);
        users.put(user.id(), user);
    }

    private Element description(User user) {
        var description = Element.named("user-join").attribute("id", user.id());
        note.describe(user, description);
        return description.build();
    }

    private static Participant participant(Element message, Status status) throws ProtocolException {
        return new Participant(
                Fields.user(message, "id"),
                status,
                Fields.time(message, Integer.MAX_VALUE),
                Fields.unsigned(message, "caret"),
                Fields.signed(message, "selection", 0));
    }

    Text edit(User user, TextEdit edit) throws ProtocolException {
        return (Text) note.execute(user, edit);
    }

    /** Delivers everything that is on its way. */
    void settle() throws ProtocolException, AdoptedException {
        for (Client client : clients) {
            while (!client.toServer.isEmpty()) {
                client.serveOne();
            }
        }
        for (Client client : clients) {
            while (!client.toClient.isEmpty()) {
                client.deliverOne();
            }
            assertEquals(ConnectionState.OPEN, client.connection.state(), "notes do not close connections");
        }
    }

    /** The text of a client with authors; its own user for those that stand for it there. */
    static AuthoredText textOf(Client client) {
        AuthoredText text = AuthoredText.empty();
        for (Run run : client.engine.text()) {
            int author = client.standIns.getOrDefault(run.author(), run.author());
            text = text.concat(AuthoredText.of(author, run.text()));
        }
        return text;
    }

    /** The text with authors. */
    AuthoredText text() {
        return ((TextView) note.text()).content();
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
    public void activate(int userId) {}

    @Override
    public void broadcast(Element message) {
        broadcasts.add(message);
        clients.forEach(client -> client.toClient.add(message));
    }

    @Override
    public void relay(Element message, Connection except) {
        relay(message, Set.of(except));
    }

    @Override
    public void relay(Element message, Set<Connection> except) {
        clients.stream()
                .filter(client -> !except.contains(client.connection))
                .forEach(client -> client.toClient.add(message));
    }

    @Override
    public void send(Element message, Connection to) {
        if (message.name().equals("invalid-request")) {
            throw new AssertionError("Something went wrong: " + message);
        }
        clients.stream().filter(client -> client.connection == to).forEach(client -> client.toClient.add(message));
    }

    @Override
    public void unsubscribe(Connection connection) {
        throw new AssertionError("Something went wrong with " + connection);
    }

    @Override
    public void pause(Connection connection, Duration duration) {
        throw new AssertionError("Nobody is to be slowed down: " + connection);
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
        return () -> 1L << 62;
    }
}
