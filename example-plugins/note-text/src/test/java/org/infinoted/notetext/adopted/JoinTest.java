// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.Host.assertDone;
import static org.infinoted.notetext.adopted.Host.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.protocol.AdoptedSessionError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may come in with which state. */
@Tag("unit")
class JoinTest {
    private static void assertRefused(Host host, int user, String state) {
        var error = assertThrows(AdoptedException.class, () -> host.join(user, state));
        assertEquals(AdoptedSessionError.INVALID_REQUEST, error.error());
    }

    @Test
    void newUserMayLagBehind() throws AdoptedException {
        var host = Host.of("", 1);
        host.insert(1, "", 0, "a");
        host.insert(1, "1:1", 1, "b");
        host.join(2, "1:1");
        assertDone(host.insert(2, "1:1", 1, "X"));
        assertEquals("aXb", host.text());
    }

    @Test
    void joinMessageSaysWhatIsWrong() {
        var host = Host.of("", 1);
        var error = assertThrows(AdoptedException.class, () -> host.join(2, "1:1"));
        assertEquals(
                "user 2 cannot join in state \"1:1\"; the session is in \"\" and has 0 requests of the user",
                error.getMessage());
    }

    @Test
    void stateAheadOfTheSessionIsRefused() {
        assertRefused(Host.of("", 1), 2, "1:1");
    }

    @Test
    void stateWithUnknownUsersIsRefused() {
        assertRefused(Host.of("", 1), 2, "9:1");
    }

    @Test
    void newUserWithRequestsOfItsOwnIsRefused() {
        assertRefused(Host.of("", 1), 2, "2:1");
    }

    @Test
    void stateWithoutTheCauseOfWhatItIncludesIsRefused() {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        host.insert(2, "1:1", 1, "b");
        assertRefused(host, 3, "2:1");
    }

    @Test
    void stateBeforeTheLogsIsRefused() {
        var host = Host.of("", 1, Limits.DEFAULTS.withLog(2));
        for (int i = 0; i < 5; i++) {
            host.insert(1, host.current(), 0, "a");
        }
        assertRefused(host, 2, "1:2");
    }

    @Test
    void refusedJoinChangesNothing() {
        var host = Host.of("", 1);
        assertRefused(host, 2, "1:1");
        assertEquals(1, host.engine.participants().size());
    }

    @Test
    void presentUserCannotJoinAgain() {
        assertThrows(IllegalArgumentException.class, () -> Host.of("", 1).join(1, ""));
    }

    @Test
    void nobodyCannotJoin() {
        assertThrows(IllegalArgumentException.class, () -> Host.of("", 1).join(0, ""));
    }

    @Test
    void rejoiningUserKeepsItsUndo() throws AdoptedException {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        host.leave(1);
        host.insert(2, "1:1", 1, "b");
        host.join(1, "1:1;2:1");
        assertDone(host.undo(1, "1:1;2:1"));
        assertEquals("b", host.text());
    }

    @Test
    void rejoinNeedsAllOwnRequests() {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        host.leave(1);
        assertRefused(host, 1, "");
        assertRefused(host, 1, "1:2");
    }

    @Test
    void rejoinTakesOverCaretAndStatus() throws AdoptedException {
        var host = Host.of("abc", 1);
        host.leave(1);
        host.engine.join(new Participant(1, Status.INACTIVE, state(""), 2, -1));
        assertEquals(new Participant(1, Status.INACTIVE, state(""), 2, -1), host.engine.participant(1));
    }

    @Test
    void unavailableUserCannotJustBecomeActive() {
        var host = Host.of("", 1);
        host.leave(1);
        assertThrows(IllegalArgumentException.class, () -> host.engine.setStatus(1, Status.ACTIVE));
    }

    @Test
    void leavingUserIsTakenBackToWhatWasExecuted() throws AdoptedException {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        host.insert(1, "1:1", 9, "x");
        host.insert(1, "1:2", 0, "y");
        assertEquals(1, host.engine.pending());
        host.leave(1);
        assertEquals(0, host.engine.pending());
        assertEquals("1:1", host.vector(1));
        host.join(1, "1:1");
        assertDone(host.insert(1, "1:1", 0, "b"));
        assertEquals("ba", host.text());
    }

    @Test
    void requestsOfAbsentUsersTakePartInTranslations() {
        var host = Host.of("ab", 2);
        host.insert(1, "", 0, "xx");
        host.leave(1);
        assertDone(host.insert(2, "", 1, "Y"));
        assertEquals("xxaYb", host.text());
    }

    @Test
    void unreachableStateOfARequestIsRefusedAndChangesNothing() {
        var host = Host.of("", 3);
        host.insert(1, "", 0, "a");
        host.insert(2, "1:1", 1, "b");
        var outcome = host.insert(3, "2:1", 0, "c");
        assertEquals(Disposition.REFUSED, outcome.disposition());
        assertEquals(
                "no host can be in state \"2:1\"; the session is in \"1:1;2:1\"",
                outcome.failure().reason());
        assertEquals("", host.vector(3));
        assertEquals("ab", host.text());
        assertEquals(Disposition.REFUSED, host.noOp(3, "2:1").disposition());
        assertEquals(Disposition.REFUSED, host.move(3, "2:1", 0, 0).disposition());
    }

    @Test
    void waitingRequestOfAnUnreachableStateFailsWhenItsTimeComes() {
        var host = Host.of("", 3);
        host.insert(3, "2:1", 0, "c");
        host.insert(1, "", 0, "a");
        var outcome = host.insert(2, "1:1", 1, "b");
        assertDone(outcome);
        assertEquals(
                AdoptedSessionError.INVALID_REQUEST,
                outcome.executions().get(1).failure().error());
        assertEquals("ab", host.text());
    }

    @Test
    void userWhoseRequestFailedStallsThoseWhoKnowIt() {
        var host = Host.of("ab", 2);
        host.insert(1, "", 9, "x");
        assertEquals(Disposition.DEFERRED, host.insert(2, "1:1", 0, "y").disposition());
        assertEquals(Disposition.DEFERRED, host.insert(2, "1:1;2:1", 0, "z").disposition());
        assertEquals("ab", host.text());
    }

    @Test
    void requestThatKnowsStrangersWaitsForEver() {
        var host = Host.of("", 2);
        assertEquals(Disposition.DEFERRED, host.insert(1, "77:1", 0, "a").disposition());
        assertDone(host.insert(2, "", 0, "b"));
        assertTrue(host.engine.pending() > 0);
    }
}
