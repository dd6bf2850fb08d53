// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.conformance;

import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Move;
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

/** Turns elements into what the engine takes. */
final class Messages {
    /** Beyond what any file needs, so that the files decide what is refused. */
    static final Limits LIMITS = Limits.DEFAULTS;

    private Messages() {}

    static AuthoredText segments(Element parent) {
        var text = AuthoredText.empty();
        for (var segment : parent.children()) {
            text = text.concat(segment(segment));
        }
        return text;
    }

    static AuthoredText segment(Element segment) {
        return AuthoredText.of(segment.user("author"), segment.text());
    }

    /** A participant of a case: active, at the beginning of everything. */
    static Participant newcomer(Element user) {
        return new Participant(user.user("id"), Status.ACTIVE, StateVector.EMPTY, 0, 0);
    }

    /** A participant from the attributes of a join or synchronisation. */
    static Participant participant(Element user) {
        var status = user.attributes().getOrDefault("status", "active");
        return new Participant(
                user.user("id"),
                switch (status) {
                    case "active" -> Status.ACTIVE;
                    case "inactive" -> Status.INACTIVE;
                    default -> Status.UNAVAILABLE;
                },
                StateVector.parse(user.attribute("time")),
                user.number("caret", 0),
                user.number("selection", 0));
    }

    /** Gives a {@code request} to the engine; its time is what was added to the user's state. */
    static Outcome receive(TextEngine engine, Element message) {
        return engine.receive(request(message, vectorAfter(engine, message)), message.number("num", 1));
    }

    static StateVector vectorAfter(TextEngine engine, Element message) {
        var user = engine.participant(message.user("user"));
        return user.vector().plus(StateVector.parse(message.attribute("time")));
    }

    /** The request of a {@code request} or {@code sync-request}. */
    static Request request(Element message, StateVector vector) {
        int user = message.user("user");
        var operation = message.children().get(0);
        return switch (operation.name()) {
            case "undo", "undo-caret" -> Request.undo(user, vector);
            case "redo", "redo-caret" -> Request.redo(user, vector);
            default -> Request.of(user, vector, operation(user, operation));
        };
    }

    private static Operation operation(int user, Element element) {
        return switch (element.name()) {
            case "insert", "insert-caret" -> new Insert(element.number("pos"), AuthoredText.of(user, element.text()));
            case "delete", "delete-caret" ->
                element.attributes().containsKey("len")
                        ? new RemoteDelete(element.number("pos"), element.number("len"))
                        : new Delete(element.number("pos"), segments(element));
            case "move" -> new Move(element.number("caret"), element.number("selection"));
            case "no-op" -> NoOp.INSTANCE;
            default -> throw new IllegalArgumentException("unknown operation <" + element.name() + ">");
        };
    }
}
