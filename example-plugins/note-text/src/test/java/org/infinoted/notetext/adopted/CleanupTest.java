// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.Host.assertDone;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.notetext.rope.AuthoredText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What leaves the logs, and when. */
@Tag("unit")
class CleanupTest {
    private static Host host(int users, long log) {
        return Host.of("", users, Limits.DEFAULTS.withLog(log));
    }

    private static void type(Host host, int user, int times) {
        for (int i = 0; i < times; i++) {
            assertDone(host.engine.receive(
                    Request.of(user, host.engine.current(), new Insert(0, AuthoredText.of(user, "x"))), 1));
        }
    }

    @Test
    void requestLeavesWhenItIsOldAndEverybodyHasIt() {
        var host = host(1, 3);
        type(host, 1, 2);
        assertEquals(2, host.logSize(1));
        type(host, 1, 1);
        assertEquals(2, host.logSize(1));
        type(host, 1, 5);
        assertEquals(2, host.logSize(1));
    }

    @Test
    void silentUserKeepsEverything() {
        var host = host(2, 3);
        type(host, 1, 9);
        assertEquals(9, host.logSize(1));
        host.noOp(2, "1:9");
        assertEquals(2, host.logSize(1));
    }

    @Test
    void inactiveUserCountsAsPresent() {
        var host = host(2, 3);
        host.engine.setStatus(2, Status.INACTIVE);
        type(host, 1, 9);
        assertEquals(9, host.logSize(1));
    }

    @Test
    void absentUserDoesNotHoldAnything() {
        var host = host(2, 3);
        host.leave(2);
        type(host, 1, 9);
        assertEquals(2, host.logSize(1));
    }

    @Test
    void requestsOfAbsentUsersLeaveToo() {
        var host = host(2, 3);
        type(host, 2, 2);
        host.leave(2);
        type(host, 1, 3);
        assertEquals(0, host.logSize(2));
    }

    @Test
    void blockOfAnUndoneRequestLeavesAsAWhole() {
        var host = host(1, 5);
        type(host, 1, 2);
        host.undo(1, "1:2");
        host.undo(1, "1:3");
        assertEquals(4, host.logSize(1));
        // The fifth request makes the first five of one block old enough: insert, insert, undo, undo, redo.
        host.redo(1, "1:4");
        assertEquals(0, host.logSize(1));
    }

    @Test
    void undoMergesTheBlocksInBetween() {
        var host = host(1, 4);
        type(host, 1, 3);
        host.undo(1, "1:3");
        // The first insert is a block of its own and old enough, the third and its undo make another.
        assertEquals(3, host.logSize(1));
        host.undo(1, "1:4");
        assertEquals(0, host.logSize(1));
    }

    @Test
    void messageThatFailsCleansUpAsWell() {
        var host = host(2, 3);
        type(host, 1, 5);
        assertEquals(5, host.logSize(1));
        host.move(2, "1:5", 99, 0);
        assertEquals(2, host.logSize(1));
    }

    @Test
    void nothingLeavesAnUnlimitedLog() {
        var host = host(1, Limits.UNLIMITED);
        type(host, 1, 3000);
        assertEquals(3000, host.logSize(1));
    }

    @Test
    void logCanStartAgainAfterItBecameEmpty() {
        var host = host(1, 0);
        type(host, 1, 3);
        assertEquals(0, host.logSize(1));
        assertEquals("1:3", host.current());
    }

    /** The letter a leaves the log, although the log still has an x which was made without knowing it. */
    @Test
    void requestThatLeftIsStillThereForTranslations() {
        var host = host(2, 4);
        host.insert(2, "", 0, "x");
        host.insert(2, "2:1", 1, "y");
        host.insert(2, "2:2", 2, "z");
        host.insert(1, "", 0, "a");
        host.noOp(1, "1:1;2:3");
        host.noOp(2, "1:1;2:3");
        assertEquals("xyza", host.text());
        assertEquals(0, host.logSize(1));
        assertEquals(2, host.logSize(2));
        assertDone(host.undo(2, "1:1;2:3"));
        assertEquals("xya", host.text());
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
        var host = Host.of("", 2, limits);
        // Each request of one user is concurrent to the latest of the other, so none is ever out of reach of the first.
        for (int i = 0; i < 500; i++) {
            var one = host.engine.current().with(2, Math.max(0, i - 1));
            assertDone(host.engine.receive(Request.of(1, one, new Insert(0, AuthoredText.of(1, "a"))), 1));
            var two = host.engine.current().with(1, i);
            assertDone(host.engine.receive(Request.of(2, two, new Insert(0, AuthoredText.of(2, "b"))), 1));
        }
        assertEquals(1000, host.text().length());
    }
}
