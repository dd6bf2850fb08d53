// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.infinoted.connection.Connection;
import org.infinoted.note.NoteContext;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.text.Text;
import org.infinoted.text.TextSession;
import org.infinoted.xml.Element;

/** What the simulated host offers to the note. Compares what plugins are told of the text with the text. */
final class HostContext implements NoteContext {
    private final VirtualTime time;
    private final Random random;
    private final Subscribers subscribers;
    private final Attendance attendance;
    private final Consumer<Connection> unsubscribe;
    private final Faults faults;
    private final FollowedText followed = new FollowedText();
    private TextSession session;

    HostContext(
            VirtualTime time,
            long seed,
            Subscribers subscribers,
            Attendance attendance,
            Consumer<Connection> unsubscribe,
            Faults faults) {
        this.time = time;
        this.random = new Random(seed);
        this.subscribers = subscribers;
        this.attendance = attendance;
        this.unsubscribe = unsubscribe;
        this.faults = faults;
    }

    /** The session as a plugin sees it, which it does from now on. */
    void view(Session view) {
        boolean first = session == null;
        session = (TextSession) view;
        if (first) {
            follow();
        }
    }

    /** Takes the text as it is, and follows it from now on. */
    void follow() {
        followed.begin(session.text());
    }

    /** The document's text. */
    Text text() {
        return session.text();
    }

    /** The text that plugins know from what was published. */
    FollowedText followed() {
        return followed;
    }

    @Override
    public List<User> users() {
        return attendance.all();
    }

    @Override
    public Optional<User> user(int id) {
        return attendance.find(id);
    }

    @Override
    public void activate(int userId) {
        faults.mayFail();
        attendance.activate(userId);
        faults.mayFail();
    }

    @Override
    public void broadcast(Element message) {
        subscribers.sendToAllBut(Set.of(), message, faults);
    }

    @Override
    public void relay(Element message, Connection except) {
        subscribers.sendToAllBut(Set.of(except), message, faults);
    }

    @Override
    public void relay(Element message, Set<Connection> except) {
        subscribers.sendToAllBut(except, message, faults);
    }

    @Override
    public void send(Element message, Connection to) {
        faults.mayFail();
        subscribers.send(message, to);
        faults.mayFail();
    }

    @Override
    public void unsubscribe(Connection connection) {
        unsubscribe.accept(connection);
    }

    @Override
    public void pause(Connection connection, Duration duration) {
        faults.mayFail();
        ((SimulatedConnection) connection).pause(duration);
    }

    @Override
    public void publish(SessionEvent event) {
        faults.mayFail();
        followed.happened(event);
    }

    @Override
    public InstantSource clock() {
        return time;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
