// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.EngineFixture.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which requests leave the logs, and when. */
@Tag("unit")
class CleanupTest {
    private static EngineFixture fixture(int users, long log) {
        return EngineFixture.of("", users, Limits.DEFAULTS.withLog(log));
    }

    private static void type(EngineFixture fixture, int user, int times) {
        for (int i = 0; i < times; i++) {
            assertDone(fixture.engine.receive(
                    Request.of(user, fixture.engine.current(), new Insert(0, AuthoredText.of(user, "x"))), 1));
        }
    }

    @Test
    void requestLeavesWhenItIsOldAndEverybodyHasIt() {
        var fixture = fixture(1, 3);
        type(fixture, 1, 2);
        assertEquals(2, fixture.logSize(1));
        type(fixture, 1, 1);
        assertEquals(2, fixture.logSize(1));
        type(fixture, 1, 5);
        assertEquals(2, fixture.logSize(1));
    }

    @Test
    void silentUserKeepsEverything() {
        var fixture = fixture(2, 3);
        type(fixture, 1, 9);
        assertEquals(9, fixture.logSize(1));
        fixture.noOp(2, "1:9");
        assertEquals(2, fixture.logSize(1));
    }

    @Test
    void inactiveUserCountsAsPresent() {
        var fixture = fixture(2, 3);
        fixture.engine.setStatus(2, Status.INACTIVE);
        type(fixture, 1, 9);
        assertEquals(9, fixture.logSize(1));
    }

    @Test
    void absentUserDoesNotHoldAnything() {
        var fixture = fixture(2, 3);
        fixture.leave(2);
        type(fixture, 1, 9);
        assertEquals(2, fixture.logSize(1));
    }

    @Test
    void requestsOfAbsentUsersLeaveToo() {
        var fixture = fixture(2, 3);
        type(fixture, 2, 2);
        fixture.leave(2);
        type(fixture, 1, 3);
        assertEquals(0, fixture.logSize(2));
    }

    @Test
    void blockOfAnUndoneRequestLeavesAsAWhole() {
        var fixture = fixture(1, 5);
        type(fixture, 1, 2);
        fixture.undo(1, "1:2");
        fixture.undo(1, "1:3");
        assertEquals(4, fixture.logSize(1));
        // The fifth request makes the first five of one block old enough: insert, insert, undo, undo, redo.
        fixture.redo(1, "1:4");
        assertEquals(0, fixture.logSize(1));
    }

    @Test
    void undoMergesTheBlocksInBetween() {
        var fixture = fixture(1, 4);
        type(fixture, 1, 3);
        fixture.undo(1, "1:3");
        // The first insert is a block of its own and old enough, the third and its undo make another.
        assertEquals(3, fixture.logSize(1));
        fixture.undo(1, "1:4");
        assertEquals(0, fixture.logSize(1));
    }

    @Test
    void messageThatFailsCleansUpAsWell() {
        var fixture = fixture(2, 3);
        type(fixture, 1, 5);
        assertEquals(5, fixture.logSize(1));
        fixture.move(2, "1:5", 99, 0);
        assertEquals(2, fixture.logSize(1));
    }

    @Test
    void nothingLeavesAnUnlimitedLog() {
        var fixture = fixture(1, Limits.UNLIMITED);
        type(fixture, 1, 3000);
        assertEquals(3000, fixture.logSize(1));
    }

    @Test
    void logCanStartAgainAfterItBecameEmpty() {
        var fixture = fixture(1, 0);
        type(fixture, 1, 3);
        assertEquals(0, fixture.logSize(1));
        assertEquals("1:3", fixture.current());
    }

    /** The letter a leaves the log, although the log still has an x which was made without knowing it. */
    @Test
    void requestThatLeftIsStillThereForTranslations() {
        var fixture = fixture(2, 4);
        fixture.insert(2, "", 0, "x");
        fixture.insert(2, "2:1", 1, "y");
        fixture.insert(2, "2:2", 2, "z");
        fixture.insert(1, "", 0, "a");
        fixture.noOp(1, "1:1;2:3");
        fixture.noOp(2, "1:1;2:3");
        assertEquals("xyza", fixture.text());
        assertEquals(0, fixture.logSize(1));
        assertEquals(2, fixture.logSize(2));
        assertDone(fixture.undo(2, "1:1;2:3"));
        assertEquals("xya", fixture.text());
    }

    @Test
    void whatNobodyNeedsIsForgottenAltogether() {
        var users = new UserTable();
        var cleaner = new LogCleaner(users, Limits.DEFAULTS.withLog(4));
        users.add(new User(new Participant(1, Status.ACTIVE, StateVector.EMPTY, 0, 0)));
        users.add(new User(new Participant(2, Status.ACTIVE, StateVector.EMPTY, 0, 0)));
        var current = StateVector.EMPTY;
        for (int i = 0; i < 1000; i++) {
            var user = users.get(1 + i % 2);
            var request = Request.of(user.id(), current, new Insert(0, AuthoredText.empty()));
            user.log().add(request);
            cleaner.noteLogged(request);
            current = current.increment(user.id());
            users.get(1).vector(current);
            users.get(2).vector(current);
            cleaner.clean(current);
        }
        for (var user : users) {
            assertTrue(user.log().begin() > 490);
            assertTrue(
                    user.log().keptFrom() > 400, () -> "kept from " + user.log().keptFrom());
        }
    }

    @Test
    void chainOfConcurrentRequestsIsCutWhenItBecomesTooLong() {
        var limits = new Limits(4, 4096, 1024, 50_000, 1_000_000, 500_000, 50);
        var fixture = EngineFixture.of("", 2, limits);
        // Each request of one user is concurrent to the latest of the other, so none is ever out of reach of the first.
        for (int i = 0; i < 500; i++) {
            var one = fixture.engine.current().with(2, Math.max(0, i - 1));
            assertDone(fixture.engine.receive(Request.of(1, one, new Insert(0, AuthoredText.of(1, "a"))), 1));
            var two = fixture.engine.current().with(1, i);
            assertDone(fixture.engine.receive(Request.of(2, two, new Insert(0, AuthoredText.of(2, "b"))), 1));
        }
        assertEquals(1000, fixture.text().length());
    }

    /** Its undo is translated from the state in which it was made, long after everybody has got both. */
    @Test
    void whatAnUndoTakesBackIsKeptAsLongAsTheUndo() {
        var forgetful = new Limits(4, 4096, 1024, 50_000, 1_000_000, 0, 8192);
        var fixture = EngineFixture.of("text", 2, forgetful);
        fixture.insert(2, "", 0, "x");
        fixture.insert(1, "", 0, "a");
        fixture.request(1, "1:1;2:1", new RemoteDelete(0, 0));
        fixture.undo(2, "1:1;2:1");
        // Each request is concurrent to the latest ones of the other user, the first one to the undo.
        for (int i = 2; i < 200; i++) {
            var one = fixture.engine.current().with(2, i - 1);
            assertDone(fixture.engine.receive(Request.of(1, one, new RemoteDelete(0, 0)), 1));
            var two = fixture.engine.current().with(1, i - 1);
            assertDone(fixture.engine.receive(Request.of(2, two, new RemoteDelete(0, 0)), 1));
        }
        assertEquals("atext", fixture.text());
    }
}
