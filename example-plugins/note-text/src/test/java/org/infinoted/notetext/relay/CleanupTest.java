// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.wire.RequestWriter;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.FakeNoteContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pieces of the sequence are kept as long as somebody may need them. */
@Tag("unit")
class CleanupTest {
    private static final int LOG = 50;
    /** It is not looked for them at each request. */
    private static final int AT_MOST = LOG + 70;

    private static final int MANY = 1000;

    private final FakeNoteContext context = new FakeNoteContext();
    private final Connection a = new FakeConnection(1);
    private final Connection b = new FakeConnection(2);
    private final Sequence sequence = new Sequence(AuthoredText.empty(), StateVector.EMPTY);
    private final TotalOrder order = new TotalOrder(
            context,
            new OrderLimits(LOG, 10, 1_000_000, 1_000_000, 1_000_000),
            Colours.EXACT,
            sequence,
            List.of(),
            false,
            user -> "0.5");

    @BeforeEach
    void join() {
        join(1, a);
        join(2, b);
    }

    private void join(int user, Connection via) {
        order.subscribed(via);
        order.join(new Participant(user, Status.ACTIVE, order.current(), 0, 0), via);
        context.put(User.present(user, "user " + user, UserStatus.ACTIVE, via));
    }

    private void leave(int user) {
        context.put(User.absent(user, "user " + user));
        order.left(user);
    }

    private void type(int times) {
        for (int i = 0; i < times; i++) {
            send(1, a, new Insert(0, AuthoredText.of(1, "x")));
        }
    }

    /** A user that knows everything sends a request. */
    private void send(int user, Connection via, Operation operation) {
        StateVector base = order.base(user);
        var message = RequestWriter.write(user, order.current().minus(base), operation);
        Outcome outcome = order.receive(via, message, Request.of(user, order.current(), operation), 1);
        assertEquals(Outcome.Disposition.EXECUTED, outcome.disposition());
    }

    private long kept() {
        return sequence.end() - sequence.begin();
    }

    @Test
    void whatNobodyCanUndoIsDiscarded() {
        order.unsubscribed(b);
        leave(2);
        for (int i = 0; i < MANY; i++) {
            type(1);
            assertTrue(kept() <= AT_MOST, kept() + " are kept");
        }
        assertTrue(kept() >= LOG - 1, kept() + " are kept");
    }

    @Test
    void whatHasArrivedEverywhereIsDiscarded() {
        for (int i = 0; i < MANY / 10; i++) {
            type(10);
            send(2, b, NoOp.INSTANCE);
        }
        assertTrue(kept() <= AT_MOST, kept() + " are kept");
    }

    @Test
    void whatMayBeUnderWayToAUserIsKept() {
        type(MANY);
        assertEquals(MANY, kept());
        assertEquals(MANY, order.lag(2));
        send(2, b, NoOp.INSTANCE);
        type(70);
        assertTrue(kept() <= AT_MOST + 70, kept() + " are kept");
    }

    @Test
    void aUserThatHasLeftHoldsNothing() {
        type(MANY);
        leave(2);
        type(70);
        assertTrue(kept() <= AT_MOST, kept() + " are kept");
    }

    @Test
    void aReaderHoldsNothing() {
        send(2, b, NoOp.INSTANCE);
        leave(2);
        order.subscribed(new FakeConnection(3));
        type(MANY);
        assertTrue(kept() <= AT_MOST, kept() + " are kept");
        assertEquals(0, order.lag(1));
    }

    @Test
    void whatTheUndoOfASilentUserNeedsIsKept() {
        send(2, b, new Insert(0, AuthoredText.of(2, "ab")));
        StateVector known = order.current();
        type(MANY);
        Outcome outcome =
                order.receive(b, RequestWriter.write(2, StateVector.EMPTY, NoOp.INSTANCE), Request.undo(2, known), 1);
        assertEquals(Outcome.Disposition.EXECUTED, outcome.disposition());
        assertEquals(AuthoredText.of(1, "x".repeat(MANY)), order.text());
    }

    @Test
    void aUserThatComesBackAfterThatGoesOn() {
        send(2, b, new Insert(0, AuthoredText.of(2, "ab")));
        leave(2);
        type(MANY);
        order.join(new Participant(2, Status.ACTIVE, order.current(), 0, 0), b);
        context.put(User.present(2, "user 2", UserStatus.ACTIVE, b));
        send(2, b, new Insert(0, AuthoredText.of(2, "cd")));
        Outcome outcome = order.receive(
                b, RequestWriter.write(2, StateVector.EMPTY, NoOp.INSTANCE), Request.undo(2, order.current()), 2);
        assertEquals(Outcome.Disposition.FAILED, outcome.disposition());
        assertEquals(MANY + 2, order.text().length());
    }
}
