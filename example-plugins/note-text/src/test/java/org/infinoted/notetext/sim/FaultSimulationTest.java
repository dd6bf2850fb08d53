// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.LongFunction;
import org.infinoted.notetext.TextNotes;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random sessions in which the host fails now and then: when some clients were told of a request and others not, after some of the
 * requests of a message, when plugins are to be told. In the end all that have the document have the server's text, and so have plugins.
 */
@Tag("random")
class FaultSimulationTest {
    private static final int COUNT = RandomRuns.count(60, 1000);
    private static final double RATE = .008;

    private static void run(LongFunction<Style> style, NoteSource notes) {
        int faults = 0;
        for (long seed = 0; seed < COUNT; seed++) {
            Faults injected = new Faults(seed, RATE);
            Style of = style.apply(seed);
            String what = "seed " + seed + " of " + of;
            try {
                Findings findings = new SimulatedSession(seed, of, notes, injected).run();
                assertEquals(List.of(), findings.all(), what);
            } catch (RuntimeException e) {
                throw new AssertionError(what + ": " + e, e);
            }
            faults += injected.count();
        }
        assertTrue(faults >= COUNT / 2, faults + " faults");
    }

    @Test
    void inTotalOrder() {
        run(seed -> Style.storm(2 + (int) (seed % 5)).lasting(10), TextNotes::total);
    }

    @Test
    void inTotalOrderWithPluginsAmongWritersWhoComeAndGo() {
        run(seed -> Style.churn(2 + (int) (seed % 4)).lasting(10).withPlugins(2), TextNotes::total);
    }

    @Test
    void inVerbatimOrder() {
        run(seed -> Style.storm(2).lasting(10), TextNotes::verbatim);
    }

    @Test
    void inVerbatimOrderWithAPlugin() {
        run(seed -> Style.storm(1).lasting(10).withPlugins(1), TextNotes::verbatim);
    }
}
