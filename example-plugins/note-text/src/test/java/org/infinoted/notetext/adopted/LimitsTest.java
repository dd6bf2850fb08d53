// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.EngineFixture.assertDone;
import static org.infinoted.notetext.adopted.EngineFixture.assertFailed;
import static org.infinoted.notetext.adopted.EngineFixture.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.AdoptedAlgorithmError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LimitsTest {
    private static final int FEW = 10;

    private static final Limits SMALL = new Limits(2048, FEW, FEW, FEW, 1000, 50, 50);

    private static void assertRefused(String reason, Outcome outcome) {
        assertEquals(Disposition.REFUSED, outcome.disposition(), outcome::toString);
        assertEquals(reason, outcome.failure().reason());
    }

    @Test
    void tooManyRepetitionsAreRefused() {
        var fixture = EngineFixture.of("", 1, SMALL);
        var request = Request.of(1, state(""), new Insert(0, AuthoredText.of(1, "a")));
        assertRefused("11 requests in one message are more than 10", fixture.engine.receive(request, 11));
        assertRefused("-1 requests in one message are more than 10", fixture.engine.receive(request, -1));
        assertEquals("", fixture.vector(1));
        assertDone(fixture.engine.receive(request, 10));
    }

    @Test
    void tooManyWaitingRequestsAreRefused() {
        var fixture = EngineFixture.of("", 2, SMALL);
        var request = Request.of(1, state("2:1"), new Insert(0, AuthoredText.of(1, "a")));
        assertEquals(Disposition.DEFERRED, fixture.engine.receive(request, 10).disposition());
        assertRefused("more than 10 requests would wait for others", fixture.insert(1, "1:10;2:1", 0, "b"));
        assertDone(fixture.noOp(2, ""));
        assertRefused(
                "more than 10 requests would wait for others",
                fixture.engine.receive(Request.of(2, state(""), NoOp.INSTANCE), 2));
    }

    @Test
    void requestFromTooFarBehindIsRefused() {
        var fixture = EngineFixture.of("", 2, SMALL);
        for (int i = 0; i < FEW; i++) {
            fixture.insert(1, fixture.current(), 0, "a");
        }
        assertDone(fixture.noOp(2, ""));
        fixture.insert(1, fixture.current(), 0, "a");
        assertRefused(
                "the request does not know the latest 11 requests; more than 10 are not allowed", fixture.noOp(2, ""));
        assertDone(fixture.noOp(2, "1:1"));
    }

    @Test
    void translationThatTakesTooLongFails() {
        var fixture = EngineFixture.of("", 2, new Limits(2048, 4096, 10, 50_000, 100, 50, 50));
        for (int i = 0; i < 101; i++) {
            fixture.insert(1, fixture.current(), 0, "a");
        }
        assertFailed(AdoptedAlgorithmError.FAILED, fixture.insert(2, "", 0, "b"));
        assertDone(fixture.insert(1, "1:101", 0, "c"));
    }

    @Test
    void countsBeyondTheirRangeAreRefused() throws AdoptedException {
        var last = state("1:4294967295");
        var engine = new EngineBuilder(Limits.DEFAULTS)
                .user(new Participant(1, Status.ACTIVE, last, 0, 0))
                .build();
        var outcome = engine.receive(Request.of(1, last, new Insert(0, AuthoredText.of(1, "a"))), 1);
        assertRefused("the state vector cannot count any further", outcome);
    }

    @Test
    void negativeLimitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULTS.withLog(-1));
    }

    @Test
    void littleMemoryForTranslationsCostsTimeOnly() {
        var fixture = EngineFixture.of("", 2, new Limits(2048, 4096, 10, 50_000, 1_000_000, 50, 50));
        for (int i = 0; i < 100; i++) {
            assertDone(fixture.engine.receive(
                    Request.of(1, state("1:" + i), new Insert(i, AuthoredText.of(1, "a"))), 1));
            assertDone(fixture.engine.receive(
                    Request.of(2, state("2:" + i), new Insert(i, AuthoredText.of(2, "b"))), 1));
        }
        assertEquals("b".repeat(100) + "a".repeat(100), fixture.text());
    }

    /** Each request of one user is concurrent to the latest of the other, so each translation needs the one before. */
    @Test
    void longChainOfConcurrentRequestsNeedsNoDeepStack() {
        int many = 2000;
        var fixture = EngineFixture.of("", 3, Limits.DEFAULTS.withLog(Limits.UNLIMITED));
        for (int i = 0; i < many; i++) {
            assertDone(fixture.insert(1, "1:" + i + ";2:" + Math.max(0, i - 1), 0, "a"));
            assertDone(fixture.insert(2, "1:" + i + ";2:" + i, 0, "b"));
        }
        // A copy has translated nothing yet.
        var copy = Simulation.copy(fixture.engine, Limits.DEFAULTS.withLog(Limits.UNLIMITED));
        var late = Request.of(3, state("1:" + many + ";2:" + (many - 1)), new Insert(0, AuthoredText.of(3, "c")));
        assertDone(copy.receive(late, 1));
        assertDone(fixture.engine.receive(late, 1));
        assertEquals(fixture.engine.text(), copy.text());
    }

    @Test
    void hundredsOfRequestsInFlightFromBothSides() {
        int many = 300;
        var fixture = EngineFixture.of("", 2, new Limits(2048, 1, 1, many, 1_000_000, 5_000, 1));
        for (int user = 1; user <= 2; user++) {
            for (int i = 0; i < many; i++) {
                assertDone(fixture.insert(user, user + ":" + i, i, "x"));
            }
        }
        assertEquals("[2]" + "x".repeat(many) + "[1]" + "x".repeat(many), fixture.runs());
    }

    @Test
    void deletionCutIntoThousandsOfPartsDoesNotOverflowTheStack() {
        int many = 2000;
        var fixture = EngineFixture.of("x".repeat(many + 1), 2, new Limits(10_000, 1, 1, many, 10_000_000, 10_000, 1));
        for (int i = 0; i < many; i++) {
            fixture.insert(1, fixture.current(), 2L * i + 1, "y");
        }
        assertDone(fixture.delete(2, "", 0, many + 1));
        assertEquals("y".repeat(many), fixture.text());
        assertDone(fixture.undo(2, "2:1"));
        assertEquals("xy".repeat(many) + "x", fixture.text());
    }
}
