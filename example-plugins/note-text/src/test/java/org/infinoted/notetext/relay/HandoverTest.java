// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Erasure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Split;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.Piece;
import org.infinoted.notetext.order.SavedView;
import org.infinoted.notetext.order.Sequence;
import org.infinoted.notetext.order.View;
import org.infinoted.notetext.relay.Subscriber.StandIn;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class HandoverTest {
    private static final int LARGE = 0xFFFF_FFFE;
    private static final StateVector STATE = StateVector.parse("1:2;4294967294:1");
    private static final AuthoredText TEXT = AuthoredText.of(1, "a\u0000 <\uD83D\uDE00>\n")
            .concat(AuthoredText.of(LARGE, "\u0007"))
            .concat(AuthoredText.of(0, "\uFFFF \r"));

    @Test
    void everythingThatIsWrittenIsReadAgain() {
        var insert = new Insert(0, TEXT);
        var delete = new Delete(3_000_000_000L, TEXT);
        var nothing = new Delete(7, AuthoredText.empty());
        var user = new SavedView.User(
                LARGE,
                true,
                STATE,
                2,
                1,
                5,
                List.of(
                        new SavedView.Request(2, 3, 4, -5, 2, new Split(List.of(insert, nothing, delete))),
                        new SavedView.Request(1, 1, 1, 0, 0, new Delete(4, delete.chunk()))),
                List.of(new SavedView.Request(0, 1, 0, 1, 1, new Insert(1, AuthoredText.of(1, "\b")))));
        var absent = new SavedView.User(1, false, StateVector.EMPTY, 0, 3, 2, List.of(), List.of());
        var view = new SavedView(
                5,
                1,
                2,
                STATE,
                Map.of(1, -2L, LARGE, 1L),
                Map.of(2L, Guests.FIRST_STAND_IN),
                Map.of(1L, new Erasure(3, 2), 2L, new Insert(3, insert.chunk())),
                List.of(user, absent),
                List.of(
                        new SavedView.Cell(1, 2, 0, insert),
                        new SavedView.Cell(1, 2, 0, new Delete(1, delete.chunk())),
                        new SavedView.Cell(0, 2, 0, new Insert(1, insert.chunk())),
                        new SavedView.Cell(1, SavedView.FOR_GOOD, 1, new Split(List.of(delete, nothing)))));
        var busy = new Handover.Saved(
                17,
                view,
                Map.of(1, STATE),
                Map.of(LARGE, new StandIn(Guests.FIRST_STAND_IN, "\"al\" & co (restored)")));
        var idle = new Handover.Saved(
                18,
                new SavedView(6, 0, 0, StateVector.EMPTY, Map.of(), Map.of(), Map.of(), List.of(), List.of()),
                Map.of(),
                Map.of());
        var handover = new Handover(
                STATE,
                List.of(new Piece(1, Piece.SERVER, insert), new Piece(LARGE, 5, delete), new Piece(1, 6, nothing)),
                6,
                List.of(busy, idle));
        assertEquals(handover, HandoverReader.read(HandoverWriter.write(handover)));
    }

    @Test
    void whoHasTooManyResultsIsLeftOut() {
        var sequence = Sequence.resume(
                TEXT, StateVector.parse("1:1"), List.of(new Piece(1, Piece.SERVER, new Insert(0, TEXT))));
        var handover = Handover.of(
                sequence,
                3,
                List.of(
                        subscriber(1, sequence, Handover.MOST_RESULTS),
                        subscriber(2, sequence, 1),
                        subscriber(3, sequence, Handover.MOST_RESULTS - 1)));
        assertEquals(
                List.of(2L, 3L),
                handover.subscribers().stream().map(Handover.Saved::connection).toList());
    }

    private static Subscriber subscriber(int number, Sequence sequence, int results) {
        var cell = new SavedView.Cell(0, SavedView.FOR_GOOD, 1, new Insert(1, TEXT));
        var saved = new SavedView(
                number,
                0,
                0,
                StateVector.EMPTY,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Collections.nCopies(results, cell));
        return new Subscriber(
                new FakeConnection(number),
                new View(saved, sequence, 2048),
                new WorkBudget(1000, InstantSource.fixed(Instant.EPOCH)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<partial-order version='1' state='' last-number='0'/>",
                "<total-order state='' last-number='0'/>",
                "<total-order version='2' state='' last-number='0'/>",
                "<total-order version='1' state='1' last-number='0'/>",
                "<total-order version='1' state=''/>",
                "<total-order version='1' state='' last-number='x'/>",
                "<total-order version='1' state='' last-number='0'/><other/>",
                "<total-order version='1' state='1:1' last-number='0'/><piece user='1' origin='0'/>",
                "<total-order version='1' state='1:1' last-number='0'/><piece user='1'><delete pos='0'/></piece>",
                "<total-order version='1' state='1:1' last-number='0'/><piece user='1' origin='0'><move pos='0'/></piece>",
                "<total-order version='1' state='' last-number='0'/><subscriber connection='1'/>",
            })
    void whatIsNotUnderstoodIsRefused(String handover) {
        List<Element> elements = Xml.elements(handover);
        assertThrows(IllegalArgumentException.class, () -> HandoverReader.read(elements));
    }
}
