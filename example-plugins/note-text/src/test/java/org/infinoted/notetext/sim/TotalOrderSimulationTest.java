// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.function.IntFunction;
import org.infinoted.notetext.TextNotes;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random sessions in total order. At the end of each, all clients have the server's text in the colours of its authors, may undo what the
 * server lets them undo, and nothing was refused that an honest client has sent. A failure names its seed.
 */
@Tag("random")
class TotalOrderSimulationTest {
    private static final int COUNT = RandomRuns.count(100, 2000);

    /** Sessions with each kind of beginning, and two to eight users. */
    static void run(int count, IntFunction<Style> style) {
        Style.Start[] starts = Style.Start.values();
        Sessions.run(
                count,
                seed -> style.apply(2 + (int) (seed % 7)).with(starts[(int) (seed % starts.length)]),
                TextNotes::total);
    }

    @Test
    void manyUndoInOnePlaceOverBadLines() {
        run(COUNT, users -> Style.storm(users).lasting(10));
    }

    @Test
    void peopleComeAndGo() {
        run(COUNT, users -> Style.churn(users).lasting(10));
    }

    @Test
    void logsAreSmall() {
        run(COUNT, users -> Style.small(users).lasting(12));
    }

    @Test
    void peopleTypeInTheParagraphsOfADocument() {
        run(COUNT, users -> Style.real(users).lasting(10));
    }
}
