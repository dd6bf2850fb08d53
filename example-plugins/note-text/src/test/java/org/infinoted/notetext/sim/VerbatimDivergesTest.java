// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.infinoted.notetext.TextNotes;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows that the simulation sees it when clients differ, and that it is not the simulation that makes them differ. */
@Tag("random")
class VerbatimDivergesTest {
    private static final int COUNT = RandomRuns.count(10, 500);

    @Test
    void threeUsersEndWithDifferentTexts() {
        long different = LongStream.range(0, 60)
                .filter(seed -> new SimulatedSession(seed, Style.storm(3), TextNotes::verbatim)
                        .run()
                        .has(Finding.Kind.TEXT))
                .count();
        assertTrue(different >= 15, () -> "different texts in " + different + " of 60 sessions");
    }

    @ParameterizedTest
    @EnumSource
    void twoUsersAgree(Style.Start start) {
        Sessions.run(COUNT, seed -> Style.storm(2).with(start), TextNotes::verbatim);
        Sessions.run(COUNT, seed -> Style.line(2).with(start).lasting(20), TextNotes::verbatim);
    }

    @Test
    void twoUsersWhoComeAndGoAgree() {
        Style.Life comingAndGoing = new Style.Life(1.0 / 60, 0, 0, 1, 0, 0);
        Sessions.run(2 * COUNT, seed -> Style.churn(2).with(comingAndGoing), TextNotes::verbatim);
    }

    @Test
    void twoUsersAgreeWhenTheNoteIsReplaced() {
        Sessions.run(2 * COUNT, seed -> Style.storm(2).withReplacements(2), TextNotes::verbatim);
    }

    @Test
    void aUserAgreesWithAPlugin() {
        Sessions.run(2 * COUNT, seed -> Style.storm(1).withPlugins(1), TextNotes::verbatim);
    }
}
