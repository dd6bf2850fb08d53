// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.Host.assertDone;
import static org.infinoted.notetext.adopted.Host.assertFailed;
import static org.infinoted.notetext.adopted.Host.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.infinoted.notetext.adopted.Outcome.Disposition;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.protocol.TextOperationError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receiving and executing messages. */
@Tag("unit")
class TextEngineTest {
    @Test
    void executesARequestAtTheCurrentState() {
        var host = Host.of("ac", 1);
        assertDone(host.insert(1, "", 1, "b"));
        assertEquals("[0]a[1]b[0]c", host.runs());
        assertEquals("1:1", host.current());
        assertEquals("1:1", host.vector(1));
    }

    @Test
    void tellsTheChangesInOrder() {
        var host = Host.of("abcdef", 2);
        host.insert(1, "", 3, "xy");
        var outcome = host.delete(2, "", 2, 2);
        assertEquals(
                List.of(
                        new TextChange(TextChange.Kind.ERASED, 2, AuthoredText.of(0, "c")),
                        new TextChange(TextChange.Kind.ERASED, 4, AuthoredText.of(0, "d"))),
                outcome.executions().get(0).changes());
        assertEquals("abxyef", host.text());
    }

    @Test
    void tellsNoChangeOfAnEmptyInsertOrDeletion() {
        var host = Host.of("abc", 1);
        assertEquals(List.of(), host.insert(1, "", 1, "").executions().get(0).changes());
        assertEquals(List.of(), host.delete(1, "1:1", 1, 0).executions().get(0).changes());
        assertEquals("1:2", host.current());
        assertEquals("[0]abc", host.runs());
    }

    @Test
    void concurrentInsertOfTheHigherUserEndsUpLeft() {
        var host = Host.of("ab", 2);
        host.insert(1, "", 1, "one");
        host.insert(2, "", 1, "two");
        assertEquals("atwooneb", host.text());
    }

    @Test
    void higherUserEndsUpLeftInTheOtherOrderToo() {
        var host = Host.of("ab", 2);
        host.insert(2, "", 1, "two");
        host.insert(1, "", 1, "one");
        assertEquals("atwooneb", host.text());
    }

    @Test
    void requestThatDoesNotFollowTheUsersLastOneIsRejected() {
        var host = Host.of("ab", 2);
        assertEquals(Disposition.REJECTED, host.insert(1, "1:1", 0, "x").disposition());
        host.insert(1, "", 0, "x");
        host.noOp(2, "1:1");
        assertEquals(Disposition.REJECTED, host.insert(2, "", 0, "y").disposition());
        assertEquals("xab", host.text());
        assertEquals("1:1", host.vector(2));
    }

    @Test
    void absentOrUnknownUserIsRejected() {
        var host = Host.of("ab", 1);
        assertEquals(Disposition.REJECTED, host.insert(7, "", 0, "x").disposition());
        host.leave(1);
        assertEquals(Disposition.REJECTED, host.insert(1, "", 0, "x").disposition());
    }

    @Test
    void requestAheadOfItsCausesWaitsForThem() {
        var host = Host.of("", 2);
        var early = host.insert(2, "1:1", 1, "b");
        assertEquals(Disposition.DEFERRED, early.disposition());
        assertEquals("1:1;2:1", host.vector(2));
        assertEquals(1, host.engine.pending());

        var outcome = host.insert(1, "", 0, "a");
        assertDone(outcome);
        assertEquals(
                List.of(1, 2),
                outcome.executions().stream().map(e -> e.request().user()).toList());
        assertEquals("ab", host.text());
        assertEquals(0, host.engine.pending());
    }

    @Test
    void lastWaitingRequestTakesThePlaceOfTheOneTakenOut() {
        var host = Host.of("", 4);
        host.noOp(2, "1:1");
        host.noOp(3, "1:1");
        host.noOp(4, "1:1");
        var outcome = host.insert(1, "", 0, "a");
        assertEquals(
                List.of(1, 2, 4, 3),
                outcome.executions().stream().map(e -> e.request().user()).toList());
    }

    @Test
    void failureOfAWaitingRequestDoesNotMakeTheMessageFail() {
        var host = Host.of("", 2);
        host.insert(2, "1:1", 9, "b");
        var outcome = host.insert(1, "", 0, "a");
        assertDone(outcome);
        assertEquals(
                TextOperationError.INVALID_INSERT,
                outcome.executions().get(1).failure().error());
    }

    @Test
    void knownStateAdvancesEvenIfTheRequestFails() {
        var host = Host.of("ab", 1);
        assertFailed(TextOperationError.INVALID_INSERT, host.insert(1, "", 3, "x"));
        assertEquals("1:1", host.vector(1));
        assertEquals("", host.current());
        assertEquals(Disposition.DEFERRED, host.insert(1, "1:1", 0, "y").disposition());
        assertEquals("ab", host.text());
    }

    @Test
    void failedMoveLosesNothing() {
        var host = Host.of("ab", 1);
        assertFailed(TextOperationError.INVALID_MOVE, host.move(1, "", 3, 0));
        assertFailed(TextOperationError.INVALID_MOVE, host.move(1, "", 1, -2));
        assertFailed(TextOperationError.INVALID_MOVE, host.move(1, "", 1, 2));
        assertDone(host.move(1, "", 2, -2));
        assertDone(host.insert(1, "", 0, "x"));
    }

    @Test
    void boundsAreCheckedWithoutOverflow() {
        var host = Host.of("ab", 3);
        assertFailed(TextOperationError.INVALID_DELETE, host.delete(1, "", 0xFFFF_FFFFL, 2));
        assertFailed(TextOperationError.INVALID_DELETE, host.delete(2, "", 1, 0xFFFF_FFFFL));
        assertFailed(TextOperationError.INVALID_INSERT, host.insert(3, "", 0xFFFF_FFFFL, "x"));
        assertEquals("ab", host.text());
    }

    @Test
    void firstPartOfASplitStaysIfTheSecondDoesNotFit() {
        var host = Host.of("abc", 2);
        host.insert(1, "", 1, "X");
        var outcome = host.delete(2, "", 0, 9);
        assertFailed(TextOperationError.INVALID_DELETE, outcome);
        assertEquals(1, outcome.executions().get(0).changes().size());
        assertEquals("Xbc", host.text());
        assertTrue(host.engine.isModified());
        host.engine.markSaved();
        assertFalse(host.engine.isModified());
    }

    @Test
    void repeatsAsOftenAsTheMessageSays() {
        var host = Host.of("", 1);
        var outcome = host.engine.receive(Request.of(1, state(""), new Insert(0, AuthoredText.of(1, "a"))), 3);
        assertEquals(3, outcome.executions().size());
        assertEquals("aaa", host.text());
        assertEquals("1:3", host.vector(1));
    }

    @Test
    void repetitionStopsAtTheFirstFailure() {
        var host = Host.of("abc", 1);
        var outcome = host.engine.receive(Request.of(1, state(""), new RemoteDelete(1, 1)), 5);
        assertFailed(TextOperationError.INVALID_DELETE, outcome);
        assertEquals("a", host.text());
        assertEquals("1:2", host.current());
        assertEquals("1:3", host.vector(1));
    }

    @Test
    void noRepetitionUpdatesTheKnownStateOnly() {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        var outcome = host.engine.receive(Request.of(2, state("1:1"), new Insert(0, AuthoredText.of(2, "b"))), 0);
        assertDone(outcome);
        assertEquals(List.of(), outcome.executions());
        assertEquals("1:1", host.vector(2));
        assertEquals("a", host.text());
    }

    /** Copies of what does not count name states that are not reached yet, so they wait. */
    @Test
    void repeatedMovesWaitForStatesToCome() {
        var host = Host.of("ab", 1);
        var outcome = host.engine.receive(Request.of(1, state(""), new Move(1, 0)), 3);
        assertEquals(Disposition.DEFERRED, outcome.disposition());
        assertEquals(2, host.engine.pending());
        assertEquals("", host.vector(1));
        host.insert(1, "", 0, "x");
        assertEquals(1, host.engine.pending());
    }

    @Test
    void inactiveUserBecomesActiveByARequest() {
        var host = Host.of("ab", 1);
        host.engine.setStatus(1, Status.INACTIVE);
        assertFalse(host.noOp(1, "").executions().get(0).activated());
        assertEquals(Status.INACTIVE, host.engine.participant(1).status());
        assertTrue(host.move(1, "", 1, 0).executions().get(0).activated());
        assertEquals(Status.ACTIVE, host.engine.participant(1).status());
    }

    @Test
    void inactiveUserBecomesActiveEvenByWhatDoesNotFitTheText() {
        var host = Host.of("ab", 1);
        host.engine.setStatus(1, Status.INACTIVE);
        host.move(1, "", 7, 0);
        assertEquals(Status.ACTIVE, host.engine.participant(1).status());
    }

    @Test
    void inactiveUserStaysSoIfThereIsNothingToUndo() {
        var host = Host.of("ab", 1);
        host.engine.setStatus(1, Status.INACTIVE);
        host.undo(1, "");
        assertEquals(Status.INACTIVE, host.engine.participant(1).status());
    }

    @Test
    void logKeepsRequestsAsTheyWereMade() {
        var host = Host.of("abcd", 2);
        host.insert(1, "", 1, "X");
        host.delete(2, "", 0, 3);
        assertEquals(List.of(Request.of(1, state(""), new Insert(1, AuthoredText.of(1, "X")))), host.engine.log(1));
        assertEquals(List.of(Request.of(2, state(""), new Delete(0, AuthoredText.of(0, "abc")))), host.engine.log(2));
    }

    @Test
    void deletionIsLoggedWithWhatOthersDeletedFirst() {
        var host = Host.of("abcdef", 3);
        host.delete(1, "", 2, 1);
        host.delete(2, "", 1, 1);
        host.delete(3, "", 0, 5);
        assertEquals("f", host.text());
        assertEquals(
                new Delete(0, AuthoredText.of(0, "abcde")),
                host.engine.log(3).get(0).operation());
    }

    @Test
    void movesAndNoOpsAreNotLogged() {
        var host = Host.of("ab", 1);
        host.move(1, "", 1, 0);
        host.noOp(1, "");
        assertEquals(0, host.logSize(1));
        assertEquals("", host.current());
    }

    @Test
    void participantsComeInAscendingOrderOfUnsignedIds() throws AdoptedException {
        var host = Host.of("", 0);
        host.join(-1, "");
        host.join(7, "");
        host.join(3, "");
        assertEquals(
                List.of(3, 7, -1),
                host.engine.participants().stream().map(Participant::id).toList());
        assertFalse(host.engine.knows(4));
        assertThrows(IllegalArgumentException.class, () -> host.engine.participant(4));
    }

    @Test
    void nextUserIdIsBeyondAllIds() throws AdoptedException {
        var host = Host.of("", 2);
        assertEquals(3, host.engine.nextUserId());
        host.join(7, "");
        assertEquals(8, host.engine.nextUserId());
    }

    @Test
    void unknownUsersAreRefusedWithTheirId() {
        var host = Host.of("", 1);
        var error = assertThrows(IllegalArgumentException.class, () -> host.engine.log(9));
        assertEquals("no user 9", error.getMessage());
    }
}
