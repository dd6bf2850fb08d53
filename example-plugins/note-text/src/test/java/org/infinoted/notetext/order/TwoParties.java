// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
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
 * A sequence with one connection, and the client at its other end, which knows nothing of sequences: an engine that is sent requests. The
 * test decides what arrives when.
 */
final class TwoParties {
    /** The user of the connection. */
    static final int OWN = 2;

    static final String TEXT = "abcd";

    private static final long UNDO_LIMIT = 2048;

    final TextEngine client;
    Sequence sequence;
    View view;
    private final Deque<Request> toServer = new ArrayDeque<>();
    private final Deque<Request> toClient = new ArrayDeque<>();

    TwoParties(int... others) throws AdoptedException {
        AuthoredText text = AuthoredText.of(0, TEXT);
        sequence = new Sequence(text, StateVector.EMPTY);
        view = new View(1, sequence, UNDO_LIMIT, 0);
        view.join(OWN, StateVector.EMPTY);
        EngineBuilder builder = new EngineBuilder(Limits.DEFAULTS).append(text).user(participant(OWN));
        for (int other : others) {
            builder.user(participant(other));
        }
        client = builder.build();
    }

    private static Participant participant(int id) {
        return new Participant(id, Status.ACTIVE, StateVector.EMPTY, 0, 0);
    }

    /** The client makes an edit, for the text that it has. */
    void edit(Operation operation) {
        make(new Request(OWN, Request.Type.DO, client.current(), operation));
    }

    /** Whether the client may take back something. */
    boolean can(Request.Type type) {
        return type == Request.Type.UNDO ? client.canUndo(OWN) : client.canRedo(OWN);
    }

    /** The client undoes or redoes. */
    void takeBack(Request.Type type) {
        make(new Request(OWN, type, client.current(), null));
    }

    private void make(Request request) {
        execute(request);
        toServer.add(request);
    }

    private void execute(Request request) {
        Outcome outcome = client.receive(request, 1);
        if (outcome.failure() != null) {
            throw new AssertionError(outcome.failure() + " at " + request);
        }
    }

    /** Somebody else changes the text. */
    void other(int user, Elementary wanted) throws AdoptedException {
        Changes changes = Changes.of(wanted, sequence.text());
        Elementary change = changes.done().get(0);
        toClient.add(Request.of(user, view.state(), asSent(change)));
        sequence.append(new Piece(user, Piece.SERVER, change));
        sequence.text(changes.after());
    }

    private static Operation asSent(Elementary change) {
        return change instanceof Insert ? change : new RemoteDelete(change.position(), change.length());
    }

    /** Another sequence and another view go on in the place of these. */
    void replace() {
        sequence = Sequence.resume(sequence.text(), sequence.current(), sequence.from(sequence.begin()));
        view = new View(view.save(), sequence, UNDO_LIMIT);
    }

    /** The next request of the client arrives at the server. */
    void arriveAtServer(Work work) throws AdoptedException {
        Request request = toServer.remove();
        view.acknowledge(OWN, request.vector());
        if (!view.can(OWN, request.type())) {
            throw new AssertionError("the client may, the server says not: " + request);
        }
        Operation wanted = request.operation() instanceof RemoteDelete delete
                ? new Erasure(delete.position(), delete.length())
                : request.operation();
        OwnRequest own = view.translate(OWN, request.type(), wanted, work);
        Changes changes = Changes.of(own.done(), sequence.text());
        view.executed(OWN, request.type(), own, changes);
        List<Elementary> pieces = changes.pieces();
        pieces.forEach(piece -> sequence.append(new Piece(OWN, view.number(), piece)));
        view.skew(view.skew().plus(OWN, 1 - pieces.size()));
        sequence.text(changes.after());
    }

    /** The next piece arrives at the client. */
    void arriveAtClient() {
        execute(toClient.remove());
    }

    int underWayToServer() {
        return toServer.size();
    }

    int underWayToClient() {
        return toClient.size();
    }
}
