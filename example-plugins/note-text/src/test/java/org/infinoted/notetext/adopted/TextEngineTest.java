// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.EngineFixture.assertDone;
import static org.infinoted.notetext.adopted.EngineFixture.assertFailed;
import static org.infinoted.notetext.adopted.EngineFixture.state;
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
        var fixture = EngineFixture.of("ac", 1);
        assertDone(fixture.insert(1, "", 1, "b"));
        assertEquals("[0]a[1]b[0]c", fixture.runs());
        assertEquals("1:1", fixture.current());
        assertEquals("1:1", fixture.vector(1));
    }

    @Test
    void tellsTheChangesInOrder() {
        var fixture = EngineFixture.of("abcdef", 2);
        fixture.insert(1, "", 3, "xy");
        var outcome = fixture.delete(2, "", 2, 2);
        assertEquals(
                List.of(
                        new TextChange(TextChange.Kind.ERASED, 2, AuthoredText.of(0, "c")),
                        new TextChange(TextChange.Kind.ERASED, 4, AuthoredText.of(0, "d"))),
                outcome.executions().get(0).changes());
        assertEquals("abxyef", fixture.text());
    }

    @Test
    void tellsNoChangeOfAnEmptyInsertOrDeletion() {
        var fixture = EngineFixture.of("abc", 1);
        assertEquals(List.of(), fixture.insert(1, "", 1, "").executions().get(0).changes());
        assertEquals(
                List.of(), fixture.delete(1, "1:1", 1, 0).executions().get(0).changes());
        assertEquals("1:2", fixture.current());
        assertEquals("[0]abc", fixture.runs());
    }

    @Test
    void concurrentInsertOfTheHigherUserEndsUpLeft() {
        var fixture = EngineFixture.of("ab", 2);
        fixture.insert(1, "", 1, "one");
        fixture.insert(2, "", 1, "two");
        assertEquals("atwooneb", fixture.text());
    }

    @Test
    void higherUserEndsUpLeftInTheOtherOrderToo() {
        var fixture = EngineFixture.of("ab", 2);
        fixture.insert(2, "", 1, "two");
        fixture.insert(1, "", 1, "one");
        assertEquals("atwooneb", fixture.text());
    }

    @Test
    void requestThatDoesNotFollowTheUsersLastOneIsRejected() {
        var fixture = EngineFixture.of("ab", 2);
        assertEquals(Disposition.REJECTED, fixture.insert(1, "1:1", 0, "x").disposition());
        fixture.insert(1, "", 0, "x");
        fixture.noOp(2, "1:1");
        assertEquals(Disposition.REJECTED, fixture.insert(2, "", 0, "y").disposition());
        assertEquals("xab", fixture.text());
        assertEquals("1:1", fixture.vector(2));
    }

    @Test
    void absentOrUnknownUserIsRejected() {
        var fixture = EngineFixture.of("ab", 1);
        assertEquals(Disposition.REJECTED, fixture.insert(7, "", 0, "x").disposition());
        fixture.leave(1);
        assertEquals(Disposition.REJECTED, fixture.insert(1, "", 0, "x").disposition());
    }

    @Test
    void requestAheadOfItsCausesWaitsForThem() {
        var fixture = EngineFixture.of("", 2);
        var early = fixture.insert(2, "1:1", 1, "b");
        assertEquals(Disposition.DEFERRED, early.disposition());
        assertEquals("1:1;2:1", fixture.vector(2));
        assertEquals(1, fixture.engine.pending());

        var outcome = fixture.insert(1, "", 0, "a");
        assertDone(outcome);
        assertEquals(
                List.of(1, 2),
                outcome.executions().stream().map(e -> e.request().user()).toList());
        assertEquals("ab", fixture.text());
        assertEquals(0, fixture.engine.pending());
    }

    @Test
    void lastWaitingRequestTakesThePlaceOfTheOneTakenOut() {
        var fixture = EngineFixture.of("", 4);
        fixture.noOp(2, "1:1");
        fixture.noOp(3, "1:1");
        fixture.noOp(4, "1:1");
        var outcome = fixture.insert(1, "", 0, "a");
        assertEquals(
                List.of(1, 2, 4, 3),
                outcome.executions().stream().map(e -> e.request().user()).toList());
    }

    @Test
    void failureOfAWaitingRequestDoesNotMakeTheMessageFail() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(2, "1:1", 9, "b");
        var outcome = fixture.insert(1, "", 0, "a");
        assertDone(outcome);
        assertEquals(
                TextOperationError.INVALID_INSERT,
                outcome.executions().get(1).failure().error());
    }

    @Test
    void knownStateAdvancesEvenIfTheRequestFails() {
        var fixture = EngineFixture.of("ab", 1);
        assertFailed(TextOperationError.INVALID_INSERT, fixture.insert(1, "", 3, "x"));
        assertEquals("1:1", fixture.vector(1));
        assertEquals("", fixture.current());
        assertEquals(Disposition.DEFERRED, fixture.insert(1, "1:1", 0, "y").disposition());
        assertEquals("ab", fixture.text());
    }

    @Test
    void failedMoveLosesNothing() {
        var fixture = EngineFixture.of("ab", 1);
        assertFailed(TextOperationError.INVALID_MOVE, fixture.move(1, "", 3, 0));
        assertFailed(TextOperationError.INVALID_MOVE, fixture.move(1, "", 1, -2));
        assertFailed(TextOperationError.INVALID_MOVE, fixture.move(1, "", 1, 2));
        assertDone(fixture.move(1, "", 2, -2));
        assertDone(fixture.insert(1, "", 0, "x"));
    }

    @Test
    void boundsAreCheckedWithoutOverflow() {
        var fixture = EngineFixture.of("ab", 3);
        assertFailed(TextOperationError.INVALID_DELETE, fixture.delete(1, "", 0xFFFF_FFFFL, 2));
        assertFailed(TextOperationError.INVALID_DELETE, fixture.delete(2, "", 1, 0xFFFF_FFFFL));
        assertFailed(TextOperationError.INVALID_INSERT, fixture.insert(3, "", 0xFFFF_FFFFL, "x"));
        assertEquals("ab", fixture.text());
    }

    @Test
    void firstPartOfASplitStaysIfTheSecondDoesNotFit() {
        var fixture = EngineFixture.of("abc", 2);
        fixture.insert(1, "", 1, "X");
        var outcome = fixture.delete(2, "", 0, 9);
        assertFailed(TextOperationError.INVALID_DELETE, outcome);
        assertEquals(1, outcome.executions().get(0).changes().size());
        assertEquals("Xbc", fixture.text());
        assertTrue(fixture.engine.isModified());
        fixture.engine.markSaved();
        assertFalse(fixture.engine.isModified());
    }

    @Test
    void repeatsAsOftenAsTheMessageSays() {
        var fixture = EngineFixture.of("", 1);
        var outcome = fixture.engine.receive(Request.of(1, state(""), new Insert(0, AuthoredText.of(1, "a"))), 3);
        assertEquals(3, outcome.executions().size());
        assertEquals("aaa", fixture.text());
        assertEquals("1:3", fixture.vector(1));
    }

    @Test
    void repetitionStopsAtTheFirstFailure() {
        var fixture = EngineFixture.of("abc", 1);
        var outcome = fixture.engine.receive(Request.of(1, state(""), new RemoteDelete(1, 1)), 5);
        assertFailed(TextOperationError.INVALID_DELETE, outcome);
        assertEquals("a", fixture.text());
        assertEquals("1:2", fixture.current());
        assertEquals("1:3", fixture.vector(1));
    }

    @Test
    void noRepetitionUpdatesTheKnownStateOnly() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        var outcome = fixture.engine.receive(Request.of(2, state("1:1"), new Insert(0, AuthoredText.of(2, "b"))), 0);
        assertDone(outcome);
        assertEquals(List.of(), outcome.executions());
        assertEquals("1:1", fixture.vector(2));
        assertEquals("a", fixture.text());
    }

    /** Copies of what does not count name states that are not reached yet, so they wait. */
    @Test
    void repeatedMovesWaitForStatesToCome() {
        var fixture = EngineFixture.of("ab", 1);
        var outcome = fixture.engine.receive(Request.of(1, state(""), new Move(1, 0)), 3);
        assertEquals(Disposition.DEFERRED, outcome.disposition());
        assertEquals(2, fixture.engine.pending());
        assertEquals("", fixture.vector(1));
        fixture.insert(1, "", 0, "x");
        assertEquals(1, fixture.engine.pending());
    }

    @Test
    void inactiveUserBecomesActiveByARequest() {
        var fixture = EngineFixture.of("ab", 1);
        fixture.engine.setStatus(1, Status.INACTIVE);
        assertFalse(fixture.noOp(1, "").executions().get(0).activated());
        assertEquals(Status.INACTIVE, fixture.engine.participant(1).status());
        assertTrue(fixture.move(1, "", 1, 0).executions().get(0).activated());
        assertEquals(Status.ACTIVE, fixture.engine.participant(1).status());
    }

    @Test
    void inactiveUserBecomesActiveEvenByWhatDoesNotFitTheText() {
        var fixture = EngineFixture.of("ab", 1);
        fixture.engine.setStatus(1, Status.INACTIVE);
        fixture.move(1, "", 7, 0);
        assertEquals(Status.ACTIVE, fixture.engine.participant(1).status());
    }

    @Test
    void inactiveUserStaysSoIfThereIsNothingToUndo() {
        var fixture = EngineFixture.of("ab", 1);
        fixture.engine.setStatus(1, Status.INACTIVE);
        fixture.undo(1, "");
        assertEquals(Status.INACTIVE, fixture.engine.participant(1).status());
    }

    @Test
    void logKeepsRequestsAsTheyWereMade() {
        var fixture = EngineFixture.of("abcd", 2);
        fixture.insert(1, "", 1, "X");
        fixture.delete(2, "", 0, 3);
        assertEquals(List.of(Request.of(1, state(""), new Insert(1, AuthoredText.of(1, "X")))), fixture.engine.log(1));
        assertEquals(
                List.of(Request.of(2, state(""), new Delete(0, AuthoredText.of(0, "abc")))), fixture.engine.log(2));
    }

    @Test
    void deletionIsLoggedWithWhatOthersDeletedFirst() {
        var fixture = EngineFixture.of("abcdef", 3);
        fixture.delete(1, "", 2, 1);
        fixture.delete(2, "", 1, 1);
        fixture.delete(3, "", 0, 5);
        assertEquals("f", fixture.text());
        assertEquals(
                new Delete(0, AuthoredText.of(0, "abcde")),
                fixture.engine.log(3).get(0).operation());
    }

    @Test
    void movesAndNoOpsAreNotLogged() {
        var fixture = EngineFixture.of("ab", 1);
        fixture.move(1, "", 1, 0);
        fixture.noOp(1, "");
        assertEquals(0, fixture.logSize(1));
        assertEquals("", fixture.current());
    }

    @Test
    void participantsComeInAscendingOrderOfUnsignedIds() throws AdoptedException {
        var fixture = EngineFixture.of("", 0);
        fixture.join(-1, "");
        fixture.join(7, "");
        fixture.join(3, "");
        assertEquals(
                List.of(3, 7, -1),
                fixture.engine.participants().stream().map(Participant::id).toList());
        assertFalse(fixture.engine.knows(4));
        assertThrows(IllegalArgumentException.class, () -> fixture.engine.participant(4));
    }

    @Test
    void nextUserIdIsBeyondAllIds() throws AdoptedException {
        var fixture = EngineFixture.of("", 2);
        assertEquals(3, fixture.engine.nextUserId());
        fixture.join(7, "");
        assertEquals(8, fixture.engine.nextUserId());
    }

    @Test
    void unknownUsersAreRefusedWithTheirId() {
        var fixture = EngineFixture.of("", 1);
        var error = assertThrows(IllegalArgumentException.class, () -> fixture.engine.log(9));
        assertEquals("no user 9", error.getMessage());
    }
}
