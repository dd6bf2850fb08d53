// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.function.LongConsumer;
import org.infinoted.notetext.adopted.Simulation.Style;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.AdoptedAlgorithmError;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random sessions. A failure names its seed; running that seed alone repeats it. */
@Tag("random")
class ConvergenceTest {
    private static void forSeeds(long first, int normal, int full, LongConsumer session) {
        for (long seed = first; seed < first + RandomRuns.count(normal, full); seed++) {
            try {
                session.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
    }

    private static Simulation simulate(long seed, Style style) {
        var simulation = new Simulation(seed, style);
        simulation.run();
        return simulation;
    }

    /** Everything two hosts must agree on when all messages have arrived. */
    private static void assertSame(TextEngine expected, TextEngine actual) {
        assertEquals(expected.text(), actual.text());
        assertEquals(expected.current(), actual.current());
        for (var participant : expected.participants()) {
            int id = participant.id();
            assertEquals(participant.vector(), actual.participant(id).vector());
            assertEquals(participant.status(), actual.participant(id).status());
            assertEquals(expected.canUndo(id), actual.canUndo(id));
            assertEquals(expected.canRedo(id), actual.canRedo(id));
        }
    }

    @Test
    void twoUsersAlwaysAgree() {
        forSeeds(1000, 40, 1_000, seed -> {
            var simulation = simulate(seed, new Style(2, 2, false, 400, Limits.DEFAULTS));
            simulation.clients.forEach(client -> assertSame(simulation.server, client.engine));
            assertSame(simulation.server, simulation.observer.engine);
            assertEquals(List.of(), simulation.failures);
            assertEquals(0, simulation.waited);
        });
    }

    @Test
    void twoUsersAgreeWithSmallLogsToo() {
        for (int log : new int[] {0, 1, 4, 8, 30}) {
            forSeeds(2000, 12, 300, seed -> {
                var simulation = simulate(seed, new Style(2, 2, false, 400, Limits.DEFAULTS.withLog(log)));
                simulation.clients.forEach(client -> assertEquals(simulation.server.text(), client.engine.text()));
                assertEquals(List.of(), simulation.failures);
            });
        }
    }

    @Test
    void usersComeAndGoAndLoseTheirConnections() {
        forSeeds(3000, 60, 600, seed -> {
            var simulation = simulate(seed, new Style(2, 2, true, 600, Limits.DEFAULTS));
            simulation.clients.forEach(client -> assertSame(simulation.server, client.engine));
            assertSame(simulation.server, simulation.observer.engine);
        });
    }

    /**
     * With more than two users, clients can diverge for a while, see the tie rule. A client that executes in the
     * server's order does not.
     */
    @Test
    void whoFollowsTheServersOrderAgreesWithManyUsers() {
        forSeeds(4000, 16, 400, seed -> {
            var simulation = simulate(seed, new Style(3, 5, true, 400, Limits.DEFAULTS));
            assertSame(simulation.server, simulation.observer.engine);
        });
    }

    /** Their requests may end up outside a text that has come to differ, but are never impossible to translate. */
    @Test
    void manyUsersWithSmallLogsNeverMissARequest() {
        for (int log : new int[] {4, 8}) {
            forSeeds(5000, 10, 250, seed -> {
                var simulation = simulate(seed, new Style(3, 3, false, 250, Limits.DEFAULTS.withLog(log)));
                for (var failure : simulation.failures) {
                    assertNotEquals(AdoptedAlgorithmError.FAILED, failure.error());
                }
                assertEquals(simulation.server.text(), simulation.observer.engine.text());
            });
        }
    }

    @Test
    void shortCutsDoNotChangeTheResult() {
        forSeeds(6000, 16, 400, seed -> {
            var simulation = simulate(seed, new Style(2 + (int) (seed % 4), 5, false, 200, Limits.DEFAULTS));
            if (simulation.failures.isEmpty()) {
                var plain = new PlainEngine(AuthoredText.of(0, "abcdefghij"));
                simulation.history.forEach(plain::receive);
                assertEquals(plain.text(), simulation.server.text());
            }
        });
    }

    @Test
    void whatIsForgottenIsFoundOutAgain() {
        var forgetful = new Limits(2048, 4096, 1024, 50_000, 2_000_000, 200, 8192);
        forSeeds(7000, 5, 100, seed -> {
            var style = new Style(3, 3, false, 200, Limits.DEFAULTS);
            var simulation = simulate(seed, style);
            var again = simulate(seed, new Style(3, 3, false, 200, forgetful));
            assertEquals(simulation.server.text(), again.server.text());
        });
    }
}
