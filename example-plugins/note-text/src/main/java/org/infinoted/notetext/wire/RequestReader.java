// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Move;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/** Reads live requests, and those in a synchronisation. */
public final class RequestReader {
    /** What a deletion looks like depends on where it stands. */
    @FunctionalInterface
    private interface DeletionReader {
        Operation read(Element operation) throws ProtocolException;
    }

    private RequestReader() {}

    /**
     * Reads a live request.
     *
     * @param base the state that {@code time} is relative to: the one that the user is known to have reached
     * @param mostUsers how many users {@code time} may name
     */
    public static Request live(Element message, int user, StateVector base, int mostUsers) throws ProtocolException {
        StateVector vector;
        try {
            vector = base.plus(Fields.time(message, mostUsers));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    AdoptedSessionError.INVALID_REQUEST, "The state vector counts too far: " + e.getMessage());
        }
        Element operation = operation(message);
        return request(operation, user, vector, RequestReader::remoteDelete);
    }

    /**
     * Reads a request from a synchronisation: its state is given in full, and a deletion has its text.
     *
     * @param mostUsers how many users {@code time} may name
     */
    public static Request logged(Element message, int mostUsers) throws ProtocolException {
        int user = Fields.user(message, "user");
        Element operation = operation(message);
        return request(operation, user, Fields.time(message, mostUsers), RequestReader::fullDelete);
    }

    /**
     * Reads what the description of a user says beyond name and status.
     *
     * @param mostUsers how many users {@code time} may name
     */
    public static Participant participant(User user, Element description, int mostUsers) throws ProtocolException {
        StateVector time = Fields.time(description, mostUsers);
        return new Participant(
                user.id(),
                Status.valueOf(user.status().name()),
                time,
                Fields.unsigned(description, "caret"),
                Fields.signed(description, "selection", 0));
    }

    private static Element operation(Element message) throws ProtocolException {
        return message.firstChild()
                .orElseThrow(() ->
                        new ProtocolException(AdoptedSessionError.MISSING_OPERATION, "A request without an operation"));
    }

    private static Request request(Element operation, int user, StateVector vector, DeletionReader deletions)
            throws ProtocolException {
        return switch (operation.name()) {
            case "insert", "insert-caret" -> Request.of(user, vector, insert(operation, user));
            case "delete", "delete-caret" -> Request.of(user, vector, deletions.read(operation));
            case "move" ->
                Request.of(
                        user,
                        vector,
                        new Move(Fields.unsigned(operation, "caret"), Fields.signed(operation, "selection")));
            case "no-op" -> Request.of(user, vector, NoOp.INSTANCE);
            case "undo", "undo-caret" -> Request.undo(user, vector);
            case "redo", "redo-caret" -> Request.redo(user, vector);
            default ->
                throw new ProtocolException(
                        AdoptedSessionError.MISSING_OPERATION, "There is no operation \"" + operation.name() + "\"");
        };
    }

    private static Insert insert(Element operation, int user) throws ProtocolException {
        return new Insert(Fields.unsigned(operation, "pos"), AuthoredText.of(user, Fields.text(operation)));
    }

    private static RemoteDelete remoteDelete(Element operation) throws ProtocolException {
        return new RemoteDelete(Fields.unsigned(operation, "pos"), Fields.unsigned(operation, "len"));
    }

    private static Delete fullDelete(Element operation) throws ProtocolException {
        AuthoredText chunk = AuthoredText.empty();
        for (Element segment : operation.children()) {
            if (segment.name().equals("segment")) {
                chunk = chunk.concat(segment(segment));
            }
        }
        return new Delete(Fields.unsigned(operation, "pos"), chunk);
    }

    /** Reads a piece of text with its author. */
    public static AuthoredText segment(Element segment) throws ProtocolException {
        return AuthoredText.of(Fields.user(segment, "author"), Fields.text(segment));
    }
}
