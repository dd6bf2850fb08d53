// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a connection may not have got yet. */
@Tag("unit")
class LagTest {
    private static final int OTHER = 1;

    private final TwoParties parties = new TwoParties(OTHER);

    LagTest() throws AdoptedException {}

    @Test
    void othersPiecesMayNotHaveArrivedUntilTheConnectionSaysSo() throws AdoptedException {
        parties.other(OTHER, insert(OTHER));
        parties.other(OTHER, insert(OTHER));
        assertEquals(2, parties.view.lag());
        parties.arriveAtClient();
        edit();
        assertEquals(2, parties.view.lag()); // the one that is missing, and the own one after it
        parties.arriveAtClient();
        edit();
        assertEquals(0, parties.view.lag());
    }

    @Test
    void aConnectionHasItsOwnPieces() throws AdoptedException {
        for (int i = 0; i < 5; i++) {
            edit();
            assertEquals(0, parties.view.lag());
        }
    }

    @Test
    void aConnectionWhoseUsersHaveLeftNeedsNotSayAnything() throws AdoptedException {
        parties.other(OTHER, insert(OTHER));
        parties.view.leave(TwoParties.OWN);
        assertEquals(0, parties.view.lag());
    }

    private void edit() throws AdoptedException {
        parties.edit(insert(TwoParties.OWN));
        parties.arriveAtServer(new Work(1000));
    }

    private static Insert insert(int author) {
        return new Insert(0, AuthoredText.of(author, "x"));
    }
}
