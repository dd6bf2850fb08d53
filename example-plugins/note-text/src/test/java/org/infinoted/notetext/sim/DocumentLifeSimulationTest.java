// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.infinoted.notetext.TextNotes;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * As {@link TotalOrderSimulationTest}, with all that can happen to a document besides: plugins' users, a new version of the note type,
 * several users on one client, less exact colours, and everything undone at the end.
 */
@Tag("random")
class DocumentLifeSimulationTest {
    private static final int COUNT = RandomRuns.count(100, 2000);

    @Test
    void pluginsTakePart() {
        TotalOrderSimulationTest.run(
                COUNT / 4, users -> Style.churn(users).lasting(8).withPlugins(2));
    }

    @Test
    void theNoteIsReplacedWhileRequestsAreOnTheirWay() {
        TotalOrderSimulationTest.run(
                COUNT / 2, users -> Style.storm(users).lasting(10).withReplacements(3));
        TotalOrderSimulationTest.run(
                COUNT / 2, users -> Style.churn(users).lasting(10).withReplacements(3));
        TotalOrderSimulationTest.run(
                COUNT / 2, users -> Style.small(users).lasting(12).withReplacements(3));
    }

    @Test
    void someClientsHaveSeveralUsers() {
        TotalOrderSimulationTest.run(
                COUNT / 4, users -> Style.churn(users).lasting(8).withCompanions(2));
    }

    @Test
    void textsAreTheSameToAllWhenColoursNeedNotBe() {
        for (NoteSource notes : List.<NoteSource>of(TextNotes::totalWithoutStandIns, TextNotes::totalPlain)) {
            Sessions.run(
                    COUNT / 4,
                    seed -> Style.churn(2 + (int) (seed % 7))
                            .with(Style.Start.BY_ABSENT)
                            .lasting(8),
                    notes,
                    Set.of(Finding.Kind.COLOUR));
        }
    }

    /** Perhaps in another order: those who restore text in one place at once do not know of each other. */
    @Test
    void whatPeopleHaveErasedIsBackWhenAllHaveUndoneIt() {
        for (long seed = 0; seed < COUNT; seed++) {
            Style style = Style.storm(2 + (int) (seed % 4)).withoutUndo().lasting(6);
            String text = new SimulatedSession(seed, style, TextNotes::total).runAndUndo();
            String before = text.chars()
                    .filter(Character::isLowerCase) // people type others
                    .sorted()
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            assertEquals("abcdefghij", before, "seed " + seed + " of " + style);
        }
    }
}
