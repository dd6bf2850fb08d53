// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.relay.Colours;
import org.infinoted.notetext.relay.Order;
import org.infinoted.notetext.relay.OrderLimits;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.infinoted.xml.Element;

/** A text without a server. Connections subscribe, and users come and go, as a server has them do it. */
final class NoteFixture {
    static final int LONGEST_LAG = 2000;

    final FakeConnection a = new FakeConnection(1);
    final FakeConnection b = new FakeConnection(2);
    final FakeConnection c = new FakeConnection(3);
    final Context context = new Context();
    final TextNote note;
    private final Set<Connection> subscribers = new HashSet<>();

    /** The session. Ends subscriptions as a server does, and is short of memory for those whom the test names. */
    final class Context extends FakeNoteContext {
        private final Set<Connection> tooMuch = new HashSet<>();

        void memoryIsShortFor(Connection connection) {
            tooMuch.add(connection);
        }

        @Override
        public boolean isMemoryShort(Connection origin) {
            return tooMuch.contains(origin);
        }

        @Override
        public void unsubscribe(Connection connection) {
            super.unsubscribe(connection);
            if (subscribers.contains(connection)) {
                NoteFixture.this.unsubscribe(connection);
            }
        }
    }

    NoteFixture(TextSettings settings, AuthoredText content) {
        note = new TextNote(new TextDocument(List.of(), content), settings);
        note.open(context);
    }

    private NoteFixture(TextSettings settings) {
        this(settings, AuthoredText.empty());
    }

    /** An empty text that nobody has subscribed to. */
    static NoteFixture in(Order order) {
        return new NoteFixture(settings(order, Colours.EXACT, OrderLimits.DEFAULTS));
    }

    /** A text of any order with small bounds, and with two users: user 1 at connection a, 2 at b. */
    static NoteFixture small(Order order, long size, long history, AuthoredText content) throws ProtocolException {
        NoteFixture fixture = new NoteFixture(bounded(order, size, history), content);
        fixture.join(1, fixture.a, "");
        fixture.join(2, fixture.b, "");
        return fixture;
    }

    static TextSettings bounded(Order order, long size, long history) {
        return new TextSettings(
                order,
                Colours.EXACT,
                Limits.DEFAULTS.withPending(0).withSize(size),
                OrderLimits.DEFAULTS.withSizes(size, history),
                EditLimits.DEFAULTS,
                LONGEST_LAG,
                new UploadLimits(3, history, 20));
    }

    /** A plugin's user joins. */
    User joinLocal(int id) throws ProtocolException {
        User user = User.local(id, "user " + id, UserStatus.ACTIVE);
        Element join = note.localJoin(user);
        note.checkJoin(user, join);
        note.joined(user, join);
        context.put(user);
        return user;
    }

    /** An empty text in total order with three users: user 1 at connection a, 2 at b and 3 at c. */
    static NoteFixture ofThree(Colours colours) throws ProtocolException {
        return ofThree(settings(Order.TOTAL, colours, OrderLimits.DEFAULTS));
    }

    /** As above. */
    static NoteFixture ofThree(OrderLimits limits) throws ProtocolException {
        return ofThree(settings(Order.TOTAL, Colours.EXACT, limits));
    }

    private static NoteFixture ofThree(TextSettings settings) throws ProtocolException {
        NoteFixture fixture = new NoteFixture(settings);
        fixture.join(1, fixture.a, "");
        fixture.join(2, fixture.b, "");
        fixture.join(3, fixture.c, "");
        return fixture;
    }

    static TextSettings settings(Order order, Colours colours, OrderLimits limits) {
        return new TextSettings(
                order,
                colours,
                Limits.DEFAULTS.withPending(0),
                limits,
                EditLimits.DEFAULTS,
                LONGEST_LAG,
                UploadLimits.DEFAULTS);
    }

    /** A connection gets the text. Does nothing if it has. */
    /** Has a connection subscribe, and a user of it join, in a note that needs no more of a server. */
    static void join(TextNote note, FakeNoteContext context, int id, Connection connection) throws ProtocolException {
        note.synchronization();
        note.subscribed(connection);
        User user = User.present(id, "user " + id, UserStatus.ACTIVE, connection);
        Element message = Element.named("user-join")
                .attribute("time", "")
                .attribute("caret", 0)
                .build();
        note.checkJoin(user, message);
        note.joined(user, message);
        context.put(user);
    }

    void subscribe(Connection connection) {
        if (subscribers.add(connection)) {
            note.synchronization();
            note.subscribed(connection);
        }
    }

    void unsubscribe(Connection connection) {
        for (User user : context.users()) {
            if (user.isVia(connection)) {
                leave(user.id());
            }
        }
        subscribers.remove(connection);
        note.unsubscribed(connection);
    }

    /** A user joins, under the name that it has, or {@code user ID}. Its connection subscribes before, if it has not. */
    User join(int id, Connection connection, String time) throws ProtocolException {
        return join(id, context.user(id).map(User::name).orElse("user " + id), connection, time);
    }

    User join(int id, String name, Connection connection, String time) throws ProtocolException {
        subscribe(connection);
        User user = User.present(id, name, UserStatus.ACTIVE, connection);
        Element join = Element.named("user-join")
                .attribute("time", time)
                .attribute("caret", 0)
                .build();
        note.checkJoin(user, join);
        note.joined(user, join);
        context.put(user);
        return user;
    }

    void leave(int id) {
        User absent = context.user(id).orElseThrow().with(UserStatus.UNAVAILABLE);
        context.put(absent);
        note.left(absent);
    }

    void status(int id, UserStatus status) {
        context.put(context.user(id).orElseThrow().with(status));
    }

    /** A message comes. Returns what was sent because of it. */
    List<String> send(Connection origin, Element message) throws ProtocolException {
        context.takeSent();
        note.received(origin, message);
        return context.takeSent();
    }

    /** A message comes that cannot be executed completely. Returns what was sent because of it. */
    List<String> sendWrong(Connection origin, Element message) {
        context.takeSent();
        assertThrows(ProtocolException.class, () -> note.received(origin, message));
        return context.takeSent();
    }

    /** How a user is described to those for whom nothing is special. */
    String describe(User user) {
        Element.Builder description = Element.named("u");
        note.describe(user, description);
        return description.build().toString();
    }

    /** The state in which a receiver that is described apart sees a user that has just joined. */
    String joinState(User user, Connection receiver) {
        Element.Builder description = Element.named("u");
        note.describe(user, receiver, description);
        return String.valueOf(description.build().attribute("time"));
    }

    /** The text, with the author before each run. */
    String text() {
        StringBuilder runs = new StringBuilder();
        note.text()
                .runs()
                .forEach(
                        run -> runs.append('[').append(run.author()).append(']').append(run.text()));
        return runs.toString();
    }
}
