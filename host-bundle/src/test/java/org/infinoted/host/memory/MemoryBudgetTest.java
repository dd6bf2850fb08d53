// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MemoryBudgetTest {
    private static final long LIMIT = 1000;

    private final MemoryBudget budget = new MemoryBudget(LIMIT);
    private final List<String> dropped = new ArrayList<>();
    private final Map<String, String> reasons = new HashMap<>();

    @Test
    void nobodyIsDroppedWithinTheLimit() {
        open("a").charge(LIMIT / 2);
        open("b").charge(LIMIT / 2);
        assertEquals(LIMIT, budget.used());
        assertEquals(List.of(), dropped);
    }

    @Test
    void theGreediestIsDroppedWhoeverBreaksTheLimit() {
        open("moderate").charge(300);
        open("greedy").charge(600);
        open("last").charge(200);
        assertEquals(List.of("greedy"), dropped);
    }

    @Test
    void theReasonSaysHowMuchAndWhatTheLimitIs() {
        MemoryBudget large = new MemoryBudget(64 << 20);
        account(large, "greedy").charge(65 << 20);
        assertEquals(
                "Memory is short: 65 MiB are kept because of it; 65 MiB are kept in all, and 64 MiB may be",
                reasons.get("greedy"));
    }

    @Test
    void asManyAreDroppedAsItTakes() {
        open("a").charge(400);
        open("b").charge(300);
        open("c").charge(200);
        open("d").charge(700);
        assertEquals(List.of("d"), dropped);
        open("e").charge(600);
        assertEquals(List.of("d", "e"), dropped);
    }

    @Test
    void whoIsBeingDroppedCountsAsGone() {
        MemoryAccount greedy = open("greedy");
        greedy.charge(1100);
        open("a").charge(300);
        open("b").charge(300);
        assertEquals(List.of("greedy"), dropped, "the others fit in without it");
        greedy.release(1100);
        greedy.close();
        assertEquals(600, budget.used());
        assertEquals(List.of("greedy"), dropped);
    }

    @Test
    void whenADroppedOneHasEndedAndNothingIsFreeTheNextGoes() {
        MemoryAccount first = open("first");
        MemoryAccount second = open("second");
        budget.take(600); // shared by both
        first.output(600, 0);
        second.output(590, 0);
        budget.take(500);
        assertEquals(List.of("first"), dropped);
        first.output(0, 0);
        first.close();
        assertEquals(List.of("first", "second"), dropped);
    }

    @Test
    void sharedMemoryCountsOnceInAllAndForEachRank() {
        MemoryAccount a = open("a");
        MemoryAccount b = open("b");
        budget.take(700);
        a.output(700, 10);
        b.output(700, 10);
        assertEquals(720, budget.used());
        assertEquals(710, a.rank());
        assertEquals(710, b.rank());
        assertEquals(List.of(), dropped);
    }

    @Test
    void thoseThatReadTooSlowlyGoFirst() {
        MemoryAccount slow = open("slow");
        MemoryAccount reading = open("reading");
        slow.slow(true);
        budget.take(500);
        slow.output(400, 0);
        reading.output(500, 0);
        open("c").charge(501);
        assertEquals("slow", dropped.get(0));
    }

    @Test
    void aMomentOfSlownessDoesNotOutweighGreed() {
        MemoryAccount slow = open("slow");
        slow.slow(true);
        slow.charge(100);
        open("greedy").charge(901);
        assertEquals(List.of("greedy"), dropped);
    }

    @Test
    void whoHasLittleIsNotDroppedThoughNobodyElseCanBe() {
        for (int i = 0; i < 10; i++) {
            open("honest").charge(25);
        }
        budget.take(10 * LIMIT);
        assertEquals(List.of(), dropped);
    }

    @Test
    void whoHasLittleIsNotDroppedForWhatIsAboutToBeFree() {
        for (int i = 0; i < 20; i++) {
            open("honest " + i).charge(LIMIT / 32);
        }
        budget.take(LIMIT / 2); // documents that are being closed, for instance
        assertEquals(List.of(), dropped);
        budget.take(LIMIT / 4); // this is too much
        assertFalse(dropped.isEmpty());
    }

    @Test
    void whoHasLittleMayGoOnWhileMemoryIsShort() {
        MemoryAccount honest = open("honest");
        for (int i = 0; i < 1000; i++) {
            open("reader " + i);
        }
        honest.charge(LIMIT / 32);
        budget.take(LIMIT + 1);
        assertTrue(budget.isShort());
        assertFalse(honest.isTooMuch());
        budget.take(LIMIT / 4); // now everybody has to make do with what is there
        assertTrue(honest.isTooMuch());
    }

    @Test
    void whoBecomesGreedyInAShortageThatNobodyCouldHelpIsDropped() {
        MemoryAccount account = open("a");
        budget.take(2 * LIMIT);
        account.charge(LIMIT / 4);
        assertEquals(List.of(), dropped);
        account.charge(1);
        account.charge(LIMIT / 32);
        assertEquals(List.of("a"), dropped);
    }

    @Test
    void theSameIsNotDroppedTwice() {
        MemoryAccount greedy = open("greedy");
        greedy.charge(2 * LIMIT);
        greedy.charge(5 * LIMIT);
        assertEquals(List.of("greedy"), dropped);
    }

    @Test
    void whatOutlivesItsConnectionIsStillCounted() {
        MemoryAccount gone = open("gone");
        gone.charge(900);
        gone.close();
        assertEquals(900, budget.used());
        open("b").charge(300);
        assertEquals(List.of("b"), dropped, "the one that has gone cannot be dropped");
        gone.release(900);
        assertEquals(300, budget.used());
    }

    @Test
    void nobodyElseIsDroppedForWhatADroppedOneStillHasInTransit() {
        MemoryAccount greedy = open("greedy");
        open("other").charge(400);
        greedy.chargeInTransit(900);
        assertEquals(List.of("greedy"), dropped);
        greedy.close();
        assertEquals(List.of("greedy"), dropped);
        greedy.releaseInTransit(900);
        assertEquals(400, budget.used());
        open("b").charge(500);
        assertEquals(List.of("greedy"), dropped);
        open("c").charge(550);
        assertEquals(List.of("greedy", "c"), dropped);
    }

    @Test
    void whatADroppedOneHasLetGoOfIsNotExpectedOnceMore() {
        for (int i = 0; i < 5; i++) {
            MemoryAccount leaving = open("leaving " + i);
            leaving.chargeInTransit(LIMIT + 1);
            leaving.releaseInTransit(LIMIT + 1); // but it has not ended: its client reads on
            assertEquals(i + 1, dropped.size(), "dropped: " + dropped);
        }
        open("next").charge(LIMIT + 1);
        assertEquals("next", dropped.get(5));
    }

    @Test
    void whatWouldBeFreeAtOnceCountsMoreThanDocuments() {
        open("author").charge(600);
        open("sender").chargeInTransit(401);
        assertEquals(List.of("sender"), dropped);
    }

    @Test
    void roomIsMadeByDroppingThoseThatReadTooSlowlyAlone() {
        MemoryAccount slow = open("slow");
        open("greedy").charge(600);
        slow.slow(true);
        budget.take(300);
        slow.output(300, 0);
        assertTrue(budget.hasRoom(100));
        assertEquals(List.of(), dropped);
        assertFalse(budget.hasRoom(101), "it is not free yet");
        assertEquals(List.of("slow"), dropped);
        budget.giveBack(300);
        slow.close();
        assertTrue(budget.hasRoom(400));
        assertFalse(budget.hasRoom(401));
        assertEquals(List.of("slow"), dropped);
    }

    @Test
    void roomIsMadeUntilThereIsEnough() {
        List<MemoryAccount> readers = new ArrayList<>();
        budget.take(900);
        for (int i = 0; i < 5; i++) {
            MemoryAccount reader = open("reader " + i);
            reader.slow(true);
            reader.output(900 - i, 0);
            readers.add(reader);
        }
        budget.hasRoom(500);
        assertEquals(List.of("reader 0"), dropped);
        for (int i = 0; i < 4; i++) {
            readers.get(i).close();
            assertEquals(i + 2, dropped.size(), "what they share is not free before the last has gone");
        }
    }

    @Test
    void aLimitMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> new MemoryBudget(0));
    }

    private MemoryAccount open(String name) {
        return account(budget, name);
    }

    private MemoryAccount account(MemoryBudget of, String name) {
        return of.open(new MemoryAccount.Owner() {
            @Override
            public void drop(String reason) {
                dropped.add(name);
                reasons.put(name, reason);
            }

            @Override
            public String toString() {
                return name;
            }
        });
    }
}
