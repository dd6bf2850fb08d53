// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Eight users type in one place, 300 requests late: what a request costs grows with what its client has not seen, and what has happened
 * since it made what it takes back, but no faster.
 */
@Tag("random")
class CostTest {
    private static final int USERS = 8;
    private static final int LAG = 300;
    private static final int REQUESTS = 20_000;
    private static final int DELETED = 10; // per cent
    private static final int UNDONE = 2;
    /** So far into the text that this is inside of it in all states. */
    private static final int PLACE = REQUESTS;

    private final Random random = new Random(1);
    private final Sequence sequence = new Sequence(AuthoredText.of(0, "-".repeat(2 * PLACE)), StateVector.EMPTY);
    private final List<View> views = new ArrayList<>();

    /** When what each user can undo and redo was executed, the latest first. */
    private final List<Deque<Long>> undo = new ArrayList<>();

    private final List<Deque<Long>> redo = new ArrayList<>();

    /** The state that clients have got, of others' pieces. */
    private StateVector delivered = StateVector.EMPTY;

    private long undos;
    private long spent;

    @Test
    void aRequestCostsInProportionToWhatItDoesNotKnow() throws AdoptedException {
        for (int user = 1; user <= USERS; user++) {
            View view = new View(user, sequence, 2048, 0);
            view.join(user, StateVector.EMPTY);
            views.add(view);
            undo.add(new ArrayDeque<>());
            redo.add(new ArrayDeque<>());
        }
        for (int i = 0; i < REQUESTS; i++) {
            if (sequence.end() > LAG) {
                delivered = delivered.increment(
                        sequence.get(sequence.end() - LAG - 1).user());
            }
            request(1 + random.nextInt(USERS));
            if (i % 64 == 0) {
                discard();
            }
        }
        assertTrue(undos > REQUESTS * UNDONE / 200, undos + " undos");
        assertTrue(spent < 2L * REQUESTS * LAG, spent + " transformations");
        assertTrue(spent > (long) REQUESTS * LAG, spent + " transformations");
    }

    private void request(int user) throws AdoptedException {
        View view = views.get(user - 1);
        view.acknowledge(user, delivered.with(user, sequence.current().get(user)));
        int dice = random.nextInt(100);
        Request.Type type = Request.Type.DO;
        Operation operation = null;
        if (dice < UNDONE) {
            type = view.can(user, Request.Type.REDO) && random.nextBoolean() ? Request.Type.REDO : Request.Type.UNDO;
        }
        if (!view.can(user, type)) {
            type = Request.Type.DO;
        }
        long since = Math.max(0, sequence.end() - LAG);
        if (type == Request.Type.DO) {
            operation = dice < UNDONE + DELETED ? new Erasure(PLACE, 1) : new Insert(PLACE, AuthoredText.of(user, "x"));
        } else {
            undos++;
            since = type == Request.Type.UNDO
                    ? undo.get(user - 1).getFirst()
                    : redo.get(user - 1).getFirst();
        }
        Work work = new Work(Long.MAX_VALUE);
        OwnRequest own = view.translate(user, type, operation, work);
        // one character is never split
        assertTrue(
                work.spent() <= 2 * (sequence.end() - since),
                () -> work.spent() + " transformations for " + own.done());
        spent += work.spent();
        count(user, type);
        execute(view, user, type, own);
    }

    private void count(int user, Request.Type type) {
        Deque<Long> undoable = undo.get(user - 1);
        Deque<Long> redoable = redo.get(user - 1);
        switch (type) {
            case UNDO -> {
                undoable.pop();
                redoable.push(sequence.end());
            }
            case REDO -> {
                redoable.pop();
                undoable.push(sequence.end());
            }
            default -> {
                redoable.clear();
                undoable.push(sequence.end());
            }
        }
    }

    private void execute(View view, int user, Request.Type type, OwnRequest own) throws AdoptedException {
        Changes changes = Changes.of(own.done(), sequence.text());
        view.executed(user, type, own, changes);
        assertEquals(1, changes.done().size());
        sequence.append(new Piece(user, view.number(), changes.done().get(0)));
        sequence.text(changes.after());
    }

    private void discard() {
        long needed = sequence.end() - LAG;
        for (View view : views) {
            needed = Math.min(needed, view.neededFrom());
        }
        sequence.discardBefore(needed);
        views.forEach(View::discarded);
    }
}
