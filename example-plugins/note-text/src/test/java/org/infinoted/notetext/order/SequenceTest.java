// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pieces come at the end, and are forgotten from the beginning. */
@Tag("unit")
class SequenceTest {
    private final Sequence sequence = new Sequence(AuthoredText.empty(), StateVector.parse("1:10;2:5"));

    /** A piece that says which one it is. */
    private static Piece piece(int user, long number) {
        return new Piece(user, Piece.SERVER, new Insert(number, AuthoredText.of(user, "x")));
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            sequence.append(piece(1 + i % 2, sequence.end()));
        }
    }

    private void checkKept(long begin, long end) {
        assertEquals(List.of(begin, end), List.of(sequence.begin(), sequence.end()));
        for (long i = begin; i < end; i++) {
            assertEquals(i, sequence.get(i).change().position());
        }
        assertThrows(IllegalArgumentException.class, () -> sequence.get(begin - 1));
        assertThrows(IllegalArgumentException.class, () -> sequence.get(end));
    }

    @Test
    void piecesAreNumberedFromTheStateInWhichItBegins() {
        checkKept(15, 15);
        append(3);
        checkKept(15, 18);
        assertEquals(StateVector.parse("1:12;2:6"), sequence.current());
    }

    @Test
    void asManyAreKeptAsAreNeeded() {
        append(1000);
        checkKept(15, 1015);
    }

    @Test
    void discardedPiecesAreForgottenAndTheOthersStay() {
        append(1000);
        sequence.discardBefore(1005);
        checkKept(1005, 1015);
        append(40);
        checkKept(1005, 1055);
        sequence.discardBefore(10); // long gone
        checkKept(1005, 1055);
        sequence.discardBefore(2000); // not there yet
        checkKept(1055, 1055);
        append(20);
        checkKept(1055, 1075);
    }

    @Test
    void piecesGoAroundWhileAsManyAreDiscarded() {
        for (int i = 0; i < 500; i++) {
            append(1);
            sequence.discardBefore(sequence.end() - 10);
        }
        checkKept(505, 515);
    }

    @Test
    void itGoesOnWhereAnotherOneWas() {
        Sequence resumed = Sequence.resume(
                AuthoredText.of(1, "xy"), StateVector.parse("1:3;2:1"), List.of(piece(1, 2), piece(2, 3)));
        assertEquals(List.of(2L, 4L), List.of(resumed.begin(), resumed.end()));
        assertEquals(3, resumed.get(3).change().position());
        assertEquals(StateVector.parse("1:3;2:1"), resumed.current());
        List<Piece> tooMany = List.of(piece(1, 0), piece(1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> Sequence.resume(AuthoredText.empty(), StateVector.parse("1:1"), tooMany));
    }

    @Test
    void theLatestOnesAreSentByUsersEachInTheStateBeforeIt() {
        append(4);
        assertEquals(
                List.of("1 1:11;2:6", "2 1:11;2:5", "2 1:12;2:6"),
                sequence.requestsFrom(16).stream()
                        .map(request -> request.user() + " " + request.vector())
                        .toList());
        assertEquals(4, sequence.requestsFrom(0).size());
        assertEquals(List.of(), sequence.requestsFrom(19));
    }
}
