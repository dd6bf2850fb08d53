// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.notetext.sim.Subscribers.Subscriber;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.User;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.xml.Element;

/**
 * Does with the messages of one session what the server does, as far as the note can tell: who subscribes, joins, leaves and goes,
 * and how a note is replaced.
 */
final class SimulatedHost {
    private final Findings findings;
    private final Subscribers subscribers;
    private final Attendance attendance;
    private final HostContext context;
    private final Faults faults;
    private final Deque<Runnable> heldBack = new ArrayDeque<>();
    private Note note; // null while it is being replaced

    SimulatedHost(VirtualTime time, long seed, Findings findings, Faults faults) {
        this.findings = findings;
        this.faults = faults;
        subscribers = new Subscribers(findings);
        attendance = new Attendance(subscribers, () -> note, findings);
        context = new HostContext(time, seed, subscribers, attendance, this::unsubscribe, faults);
    }

    Note note() {
        return note;
    }

    Attendance attendance() {
        return attendance;
    }

    HostContext context() {
        return context;
    }

    /** Whether it fails now and then. */
    boolean isFaulty() {
        return faults.areOn();
    }

    /** Whether there is no note at this moment. */
    boolean isSuspended() {
        return note == null;
    }

    void open(Note first) {
        enter(first);
    }

    private void enter(Note entering) {
        note = entering;
        entering.open(context);
        entering.authors().forEach(attendance::put);
        context.view(entering.view(new FakeSession("/document", List.of("InfText"))));
    }

    /** A client has created the document, which is empty, and is a subscriber. */
    void created(SimulatedConnection by) {
        subscribers.add(by, false);
        note.subscribed(by);
    }

    /** A client has uploaded the document, and is a subscriber. */
    void uploaded(SimulatedConnection by, List<User> users, List<Element> descriptions, List<Element> content)
            throws ProtocolException {
        for (int i = 0; i < users.size(); i++) {
            note.addUser(users.get(i), descriptions.get(i));
            attendance.put(users.get(i));
        }
        give(content);
        note.synchronizationEnded();
        context.follow();
        Subscriber subscriber = subscribers.add(by, false);
        users.stream()
                .filter(user -> user.isVia(by))
                .forEach(user -> subscriber.users().push(user.id()));
        note.subscribed(by);
    }

    private void give(List<Element> content) throws ProtocolException {
        for (Element message : content) {
            if (!note.synchronizationReceived(message)) {
                throw new IllegalStateException("not understood: " + message);
            }
        }
    }

    /** The note's type goes away. What comes meanwhile waits. */
    Suspended suspend() {
        List<User> users = attendance.all();
        List<Element> descriptions = attendance.synchronization();
        List<Element> content = note.synchronization();
        Suspended suspended = new Suspended(users, descriptions, content, note.handover());
        note.close();
        note = null;
        return suspended;
    }

    /** What one note leaves to the next. */
    record Suspended(List<User> users, List<Element> descriptions, List<Element> content, List<Element> handover) {}

    /** Another note takes over. */
    void resume(Note successor, Suspended from) {
        try {
            enter(successor);
            note.replaces(from.handover());
            for (int i = 0; i < from.users().size(); i++) {
                note.addUser(from.users().get(i), from.descriptions().get(i));
            }
            give(from.content());
            note.synchronizationEnded();
        } catch (ProtocolException e) {
            throw new IllegalStateException(e);
        }
        subscribers.all().forEach(subscriber -> note.subscribed(subscriber.connection()));
        while (!heldBack.isEmpty()) {
            heldBack.remove().run();
        }
    }

    /** A message of a client has arrived. */
    void received(SimulatedConnection from, Element message) {
        whenThereIsANote(() -> handle(from, message));
    }

    /** A connection has broken. */
    void lost(SimulatedConnection connection) {
        whenThereIsANote(() -> remove(connection));
    }

    private void whenThereIsANote(Runnable action) {
        if (note == null) {
            heldBack.add(action);
        } else {
            try {
                action.run();
            } catch (Faults.Injected e) {
                // the server logs it and goes on
            } catch (RuntimeException e) {
                findings.add(Finding.Kind.SERVER, e + " at " + e.getStackTrace()[0]);
            }
        }
    }

    private void handle(SimulatedConnection from, Element message) {
        Subscriber subscriber = subscribers.find(from);
        if (subscriber == null) {
            if (message.name().equals("subscribe-session")) {
                subscribe(from);
            }
        } else if (subscriber.isSynchronizing()) {
            if (message.name().equals("sync-ack")) {
                subscriber.synchronizationDone();
            }
        } else {
            handle(subscriber, message);
        }
    }

    private void handle(Subscriber from, Element message) {
        switch (message.name()) {
            case "user-join" -> attendance.join(from, message);
            case "user-status-change" -> attendance.changeStatus(from, message);
            case "session-unsubscribe" -> remove(from.connection());
            default -> deliver(from, message);
        }
    }

    private void deliver(Subscriber from, Element message) {
        try {
            note.received(from.connection(), message);
        } catch (ProtocolException e) {
            boolean isMove = message.firstChild()
                    .filter(child -> child.name().equals("move"))
                    .isPresent();
            if (isMove && subscribers.find(from.connection()) != null) {
                findings.moveRefused();
            }
        }
    }

    /** Gives a client the content, and makes it a subscriber. */
    private void subscribe(SimulatedConnection connection) {
        List<Element> messages = new ArrayList<>(attendance.synchronization());
        messages.addAll(note.synchronization());
        Subscriber subscriber = subscribers.add(connection, true);
        note.subscribed(connection);
        subscriber.send(Element.named("sync-begin")
                .attribute("num-messages", messages.size())
                .build());
        messages.forEach(subscriber::send);
        subscriber.send(Element.empty("sync-end"));
    }

    private void remove(Connection connection) {
        Subscriber subscriber = subscribers.remove(connection);
        if (subscriber != null) {
            subscriber.users().forEach(attendance::leave);
            note.unsubscribed(connection);
        }
    }

    /** For the note. */
    private void unsubscribe(Connection connection) {
        Subscriber subscriber = subscribers.find(connection);
        if (subscriber != null) {
            subscriber.send(Element.empty("session-close"));
            remove(connection);
        }
    }

    /** Does what a plugin's user requests. */
    Object execute(User user, LocalRequest<?> request) throws ProtocolException {
        return note.execute(user, request);
    }
}
