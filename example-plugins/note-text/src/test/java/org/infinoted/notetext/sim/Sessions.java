// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** Runs many sessions, in which nothing must be wrong. */
final class Sessions {
    private Sessions() {}

    /**
     * @param count how many sessions, with the seeds from 0 on
     * @param style what the session of a seed is like
     */
    static void run(int count, LongFunction<Style> style, NoteSource notes) {
        run(count, style, notes, Set.of());
    }

    /** @param allowed what may be found all the same */
    static void run(int count, LongFunction<Style> style, NoteSource notes, Set<Finding.Kind> allowed) {
        for (long seed = 0; seed < count; seed++) {
            run(seed, style.apply(seed), notes, allowed);
        }
    }

    private static void run(long seed, Style style, NoteSource notes, Set<Finding.Kind> allowed) {
        String what = "seed " + seed + " of " + style;
        try {
            Findings findings = new SimulatedSession(seed, style, notes).run();
            List<Finding> wrong = findings.all().stream()
                    .filter(finding -> !allowed.contains(finding.kind()))
                    .toList();
            assertEquals(List.of(), wrong, what);
            assertEquals(0, findings.refusedMoves(), () -> "refused moves, " + what);
        } catch (RuntimeException e) {
            throw new AssertionError(what + ": " + e, e);
        }
    }
}
