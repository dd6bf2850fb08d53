// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.EngineFixture.assertDone;
import static org.infinoted.notetext.adopted.EngineFixture.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.protocol.AdoptedSessionError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may join, and in which state. */
@Tag("unit")
class JoinTest {
    private static void assertRefused(EngineFixture fixture, int user, String state) {
        var error = assertThrows(AdoptedException.class, () -> fixture.join(user, state));
        assertEquals(AdoptedSessionError.INVALID_REQUEST, error.error());
    }

    @Test
    void newUserMayLagBehind() throws AdoptedException {
        var fixture = EngineFixture.of("", 1);
        fixture.insert(1, "", 0, "a");
        fixture.insert(1, "1:1", 1, "b");
        fixture.join(2, "1:1");
        assertDone(fixture.insert(2, "1:1", 1, "X"));
        assertEquals("aXb", fixture.text());
    }

    @Test
    void joinMessageSaysWhatIsWrong() {
        var fixture = EngineFixture.of("", 1);
        var error = assertThrows(AdoptedException.class, () -> fixture.join(2, "1:1"));
        assertEquals(
                "user 2 cannot join in state \"1:1\"; the session is in \"\" and has 0 requests of the user",
                error.getMessage());
    }

    @Test
    void stateAheadOfTheSessionIsRefused() {
        assertRefused(EngineFixture.of("", 1), 2, "1:1");
    }

    @Test
    void stateWithUnknownUsersIsRefused() {
        assertRefused(EngineFixture.of("", 1), 2, "9:1");
    }

    @Test
    void newUserWithRequestsOfItsOwnIsRefused() {
        assertRefused(EngineFixture.of("", 1), 2, "2:1");
    }

    @Test
    void stateWithoutTheCauseOfWhatItIncludesIsRefused() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        fixture.insert(2, "1:1", 1, "b");
        assertRefused(fixture, 3, "2:1");
    }

    @Test
    void stateBeforeTheLogsIsRefused() {
        var fixture = EngineFixture.of("", 1, Limits.DEFAULTS.withLog(2));
        for (int i = 0; i < 5; i++) {
            fixture.insert(1, fixture.current(), 0, "a");
        }
        assertRefused(fixture, 2, "1:2");
    }

    @Test
    void refusedJoinChangesNothing() {
        var fixture = EngineFixture.of("", 1);
        assertRefused(fixture, 2, "1:1");
        assertEquals(1, fixture.engine.participants().size());
    }

    @Test
    void presentUserCannotJoinAgain() {
        assertThrows(
                IllegalArgumentException.class, () -> EngineFixture.of("", 1).join(1, ""));
    }

    @Test
    void nobodyCannotJoin() {
        assertThrows(
                IllegalArgumentException.class, () -> EngineFixture.of("", 1).join(0, ""));
    }

    @Test
    void rejoiningUserKeepsItsUndo() throws AdoptedException {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        fixture.leave(1);
        fixture.insert(2, "1:1", 1, "b");
        fixture.join(1, "1:1;2:1");
        assertDone(fixture.undo(1, "1:1;2:1"));
        assertEquals("b", fixture.text());
    }

    @Test
    void rejoinNeedsAllOwnRequests() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        fixture.leave(1);
        assertRefused(fixture, 1, "");
        assertRefused(fixture, 1, "1:2");
    }

    @Test
    void rejoinTakesOverCaretAndStatus() throws AdoptedException {
        var fixture = EngineFixture.of("abc", 1);
        fixture.leave(1);
        fixture.engine.join(new Participant(1, Status.INACTIVE, state(""), 2, -1));
        assertEquals(new Participant(1, Status.INACTIVE, state(""), 2, -1), fixture.engine.participant(1));
    }

    @Test
    void unavailableUserCannotJustBecomeActive() {
        var fixture = EngineFixture.of("", 1);
        fixture.leave(1);
        assertThrows(IllegalArgumentException.class, () -> fixture.engine.setStatus(1, Status.ACTIVE));
    }

    @Test
    void leavingUserIsTakenBackToWhatWasExecuted() throws AdoptedException {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        fixture.insert(1, "1:1", 9, "x");
        fixture.insert(1, "1:2", 0, "y");
        assertEquals(1, fixture.engine.pending());
        fixture.leave(1);
        assertEquals(0, fixture.engine.pending());
        assertEquals("1:1", fixture.vector(1));
        fixture.join(1, "1:1");
        assertDone(fixture.insert(1, "1:1", 0, "b"));
        assertEquals("ba", fixture.text());
    }

    @Test
    void requestsOfAbsentUsersTakePartInTranslations() {
        var fixture = EngineFixture.of("ab", 2);
        fixture.insert(1, "", 0, "xx");
        fixture.leave(1);
        assertDone(fixture.insert(2, "", 1, "Y"));
        assertEquals("xxaYb", fixture.text());
    }

    @Test
    void unreachableStateOfARequestIsRefusedAndChangesNothing() {
        var fixture = EngineFixture.of("", 3);
        fixture.insert(1, "", 0, "a");
        fixture.insert(2, "1:1", 1, "b");
        var outcome = fixture.insert(3, "2:1", 0, "c");
        assertEquals(Disposition.REFUSED, outcome.disposition());
        assertEquals(
                "no host can be in state \"2:1\"; the session is in \"1:1;2:1\"",
                outcome.failure().reason());
        assertEquals("", fixture.vector(3));
        assertEquals("ab", fixture.text());
        assertEquals(Disposition.REFUSED, fixture.noOp(3, "2:1").disposition());
        assertEquals(Disposition.REFUSED, fixture.move(3, "2:1", 0, 0).disposition());
    }

    @Test
    void waitingRequestOfAnUnreachableStateFailsWhenItsTimeComes() {
        var fixture = EngineFixture.of("", 3);
        fixture.insert(3, "2:1", 0, "c");
        fixture.insert(1, "", 0, "a");
        var outcome = fixture.insert(2, "1:1", 1, "b");
        assertDone(outcome);
        assertEquals(
                AdoptedSessionError.INVALID_REQUEST,
                outcome.executions().get(1).failure().error());
        assertEquals("ab", fixture.text());
    }

    @Test
    void userWhoseRequestFailedStallsThoseWhoKnowIt() {
        var fixture = EngineFixture.of("ab", 2);
        fixture.insert(1, "", 9, "x");
        assertEquals(Disposition.DEFERRED, fixture.insert(2, "1:1", 0, "y").disposition());
        assertEquals(Disposition.DEFERRED, fixture.insert(2, "1:1;2:1", 0, "z").disposition());
        assertEquals("ab", fixture.text());
    }

    @Test
    void requestThatKnowsStrangersWaitsForEver() {
        var fixture = EngineFixture.of("", 2);
        assertEquals(Disposition.DEFERRED, fixture.insert(1, "77:1", 0, "a").disposition());
        assertDone(fixture.insert(2, "", 0, "b"));
        assertTrue(fixture.engine.pending() > 0);
    }
}
