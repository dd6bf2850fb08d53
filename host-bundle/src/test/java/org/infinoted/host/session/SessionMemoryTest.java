// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.infinoted.host.memory.MemoryAccount;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.stream.FrameMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What open documents take is counted in all, and charged to those who have opened them and made them grow. */
@ExtendWith(FrameMemory.class)
@Tag("unit")
class SessionMemoryTest {
    private static final long LIMIT = 1_000_000;
    private static final int LARGE = 100_000;

    private final MemoryBudget budget = new MemoryBudget(LIMIT);
    private final SessionFixture fixture = new SessionFixture(budget);

    @AfterEach
    void end() {
        fixture.end();
        if (fixture.owner.completed != null) {
            fixture.owner.completed.close(false);
            fixture.run();
        }
    }

    private void say(GroupClient client, int characters) {
        fixture.send(client, "<say user='1'>" + "x".repeat(characters) + "</say>");
    }

    @Test
    void growthIsChargedToItsCauseAndShrinkingReleased() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        GroupClient bob = fixture.creator(fixture.right);
        fixture.join(alice, "alice", bob);
        say(alice, LARGE);
        bob.take();

        assertTrue(alice.link.memory().rank() >= LARGE, alice.link.memory().rank() + " bytes");
        assertTrue(bob.link.memory().rank() < LARGE);
        assertTrue(budget.used() >= LARGE);

        fixture.note.content = List.of();
        fixture.send(bob, "<shout/>");
        assertTrue(alice.link.memory().rank() < 1000, alice.link.memory().rank() + " bytes");
        assertTrue(budget.used() < LARGE);
    }

    @Test
    void aDocumentIsChargedToTheFirstThatSubscribes() {
        fixture.note.memory = LARGE;
        fixture.open();
        GroupClient reader = fixture.synchronizing(fixture.left);
        assertTrue(reader.link.memory().rank() >= LARGE);
    }

    @Test
    void whatOutlivesItsConnectionIsCountedUntilTheSessionEnds() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        fixture.join(alice, "alice");
        say(alice, LARGE);
        alice.link.close();
        fixture.run();
        assertTrue(budget.used() >= LARGE);

        fixture.end();
        assertEquals(0, budget.used());
    }

    @Test
    void whoMakesADocumentGrowWithoutEndIsDropped() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        GroupClient bob = fixture.creator(fixture.right);
        fixture.join(alice, "alice", bob);
        for (int i = 0; i < 20; i++) {
            say(alice, LARGE);
            bob.take();
        }
        assertTrue(alice.link.endReason().isPresent());
        assertTrue(bob.link.endReason().isEmpty());
    }

    @Test
    void idleSessionsAreClosedWhenMemoryIsAboutToBeShort() {
        fixture.open();
        GroupClient other = fixture.connect(fixture.right);
        GroupClient alice = fixture.creator(fixture.left);
        fixture.join(alice, "alice");
        fixture.send(alice, "<session-unsubscribe/>");
        assertFalse(fixture.owner.events.contains("idle"));

        budget.take(LIMIT / 10 * 9);
        fixture.sessions.isMemoryShort();
        fixture.run();
        assertTrue(fixture.owner.events.contains("idle"));
        budget.giveBack(LIMIT / 10 * 9);
        other.link.close();
    }

    @Test
    void whatIsLeftWhenMemoryIsAboutToBeShortIsClosedAMomentLater() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        budget.take(LIMIT / 10 * 9);
        alice.link.close(); // no message of anybody shows that it is idle
        fixture.advance(Duration.ofMillis(999));
        assertFalse(fixture.owner.events.contains("idle"));

        fixture.advance(Duration.ofMillis(1));
        assertTrue(fixture.owner.events.contains("idle"));
        budget.giveBack(LIMIT / 10 * 9);
    }

    @Test
    void whatIsInUseIsNotClosed() {
        fixture.open();
        fixture.creator(fixture.left);
        budget.take(LIMIT / 10 * 9);
        fixture.sessions.isMemoryShort();
        fixture.run();
        assertFalse(fixture.owner.events.contains("idle"));
        budget.giveBack(LIMIT / 10 * 9);
    }

    @Test
    void memoryIsShortForThoseWhoHaveMuchOfItAlone() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        GroupClient bob = fixture.creator(fixture.right);
        fixture.join(alice, "alice", bob);
        assertFalse(fixture.note.context.isMemoryShort(alice.link));
        alice.link.memory().output(LIMIT, 0);
        assertFalse(fixture.note.context.isMemoryShort(alice.link));

        MemoryAccount gone = budget.open(reason -> {});
        gone.charge(LIMIT - budget.used());
        gone.close();
        alice.link.memory().output(0, 0);
        budget.take(1);
        assertTrue(fixture.sessions.isMemoryShort());
        assertFalse(fixture.note.context.isMemoryShort(bob.link));
        alice.link.memory().output(LIMIT, 0);
        assertTrue(fixture.note.context.isMemoryShort(alice.link));

        budget.giveBack(1);
        gone.release(LIMIT - 1);
        alice.link.memory().output(0, 0);
    }

    @Test
    void whatOthersHaveLeftBehindIsChargedToTheNextWhoComes() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        GroupClient bob = fixture.creator(fixture.right);
        fixture.join(alice, "alice", bob);
        say(alice, LARGE);
        alice.link.close();
        fixture.run();
        assertTrue(bob.link.memory().rank() < LARGE);

        GroupClient carol = fixture.creator(fixture.left);

        assertTrue(carol.link.memory().rank() >= LARGE, carol.link.memory().rank() + " bytes");
        assertTrue(bob.link.memory().rank() < LARGE);
    }

    @Test
    void anUploadIsChargedToItsClientWhichGoesWhenMemoryIsShort() {
        GroupClient client = fixture.connect(fixture.left, "InfSession_SyncIn_2");
        fixture.sessions
                .upload(fixture.document, client.client, false, UploadLimits.DEFAULT, fixture.owner)
                .begin();
        fixture.run();
        fixture.send(
                client,
                "<sync-begin num-messages='9'/>",
                "<sync-user id='1' name='a' status='unavailable' time=''/>",
                "<say user='1'>" + "x".repeat(LARGE) + "</say>",
                "<say user='1'>" + "y".repeat(LARGE) + "</say>",
                "<say user='1'>" + "z".repeat(LARGE) + "</say>");
        assertTrue(client.link.memory().rank() >= 3 * LARGE);

        budget.take(LIMIT);
        fixture.run();

        assertTrue(client.link.endReason().isPresent());
        budget.giveBack(LIMIT);
        assertEquals(0, budget.used());
    }
}
