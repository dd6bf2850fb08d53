// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.rope.AuthoredText;

/**
 * A client's copy of a text document: it starts with the synchronisation and executes each request in the order of
 * arrival.
 */
public final class Replica {
    private final TextEngine engine;

    /** @param synchronization the messages between begin and end; none for who has created the document */
    public Replica(List<Message> synchronization) {
        EngineBuilder builder = new EngineBuilder(Limits.DEFAULTS);
        try {
            for (Message message : synchronization) {
                switch (message.name()) {
                    case "sync-begin" -> {}
                    case "sync-user" -> builder.user(participant(message));
                    case "sync-request" ->
                        builder.request(request(message, user(message), StateVector.parse(message.attribute("time"))));
                    case "sync-segment" -> builder.append(segment(message));
                    default -> throw new AssertionError("Not of a synchronisation: " + message);
                }
            }
            engine = builder.build();
        } catch (AdoptedException e) {
            throw new AssertionError("The server sent an impossible history", e);
        }
    }

    /** Executes a message of the session; what has no effect on the text is ignored. */
    public void receive(Message message) {
        switch (message.name()) {
            case "user-join", "user-rejoin" -> join(message);
            case "user-status-change" -> engine.setStatus(Integer.parseInt(message.attribute("id")), status(message));
            case "request" -> {
                int user = user(message);
                StateVector base = engine.participant(user).vector();
                execute(request(message, user, base.plus(StateVector.parse(message.attribute("time")))));
            }
            default -> {}
        }
    }

    private void join(Message message) {
        try {
            engine.join(participant(message));
        } catch (AdoptedException e) {
            throw new AssertionError("Nobody can join like that: " + message, e);
        }
    }

    /**
     * Executes a request of this client's own user, made in the present state. Returns what to send as {@code time}.
     */
    public String execute(int user, Request.Type type, Operation operation) {
        StateVector now = engine.current();
        String time = now.minus(engine.participant(user).vector()).toString();
        execute(new Request(user, type, now, operation));
        return time;
    }

    /** A relayed request can always be executed, unless something was lost. */
    private void execute(Request request) {
        Outcome outcome = engine.receive(request, 1);
        assertEquals(Outcome.Disposition.EXECUTED, outcome.disposition(), () -> request + ": " + outcome.failure());
    }

    public String text() {
        return engine.text().text();
    }

    /** In code points. */
    public int length() {
        return engine.text().length();
    }

    /** The state, as a client that joins must give it. */
    public String state() {
        return engine.current().toString();
    }

    /** How many requests of a user were executed. */
    public long count(int user) {
        return engine.current().get(user);
    }

    /** Whether a user has joined and not left. */
    public boolean isPresent(int user) {
        return engine.knows(user) && engine.participant(user).status() != Status.UNAVAILABLE;
    }

    public boolean canUndo(int user) {
        return engine.canUndo(user);
    }

    private static Participant participant(Message message) {
        return new Participant(
                Integer.parseInt(message.attribute("id")),
                status(message),
                StateVector.parse(message.attribute("time")),
                message.number("caret"),
                message.number("selection"));
    }

    private static Status status(Message message) {
        return switch (message.attribute("status")) {
            case "active" -> Status.ACTIVE;
            case "inactive" -> Status.INACTIVE;
            default -> Status.UNAVAILABLE;
        };
    }

    private static int user(Message message) {
        return Integer.parseInt(message.attribute("user"));
    }

    private static AuthoredText segment(Message message) {
        return AuthoredText.of(Integer.parseInt(message.attribute("author")), message.text());
    }

    private static Request request(Message message, int user, StateVector vector) {
        Message operation = message.children().get(0);
        return switch (operation.name()) {
            case "insert-caret" ->
                Request.of(user, vector, new Insert(operation.number("pos"), AuthoredText.of(user, operation.text())));
            case "delete-caret" -> Request.of(user, vector, deletion(operation));
            case "undo-caret" -> Request.undo(user, vector);
            case "no-op" -> Request.of(user, vector, NoOp.INSTANCE);
            default -> throw new AssertionError("The tests do not send " + operation);
        };
    }

    /** Live it has a length, in a synchronisation the text. */
    private static Operation deletion(Message operation) {
        if (operation.attribute("len") != null) {
            return new RemoteDelete(operation.number("pos"), operation.number("len"));
        }
        AuthoredText deleted = AuthoredText.empty();
        for (Message part : operation.children()) {
            deleted = deleted.concat(segment(part));
        }
        return new Delete(operation.number("pos"), deleted);
    }
}
