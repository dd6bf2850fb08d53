// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class EmergencyThreadTest {
    private static final long PATIENCE = Duration.ofSeconds(20).toMillis();

    private final AtomicInteger responses = new AtomicInteger();
    private Thread made;
    private final EmergencyThread thread = new EmergencyThread(
            task -> {
                made = new Thread(task);
                return made;
            },
            responses::incrementAndGet);

    private void awaitEnd() throws InterruptedException {
        made.join(PATIENCE);
        assertFalse(made.isAlive());
    }

    @Test
    void itRespondsOnceHoweverOftenItIsWoken() throws InterruptedException {
        thread.wake();
        thread.wake();
        awaitEnd();
        assertEquals(1, responses.get());
    }

    @Test
    void anInterruptionIsNoReasonToRespondOrToEnd() throws InterruptedException {
        made.interrupt();
        thread.wake();
        awaitEnd();
        assertEquals(1, responses.get());
    }

    @Test
    void itRespondsThoughItIsClosedRightAfterItWasWoken() throws InterruptedException {
        thread.wake();
        thread.close();
        awaitEnd();
        assertEquals(1, responses.get());
    }

    @Test
    void itEndsWithoutAResponseWhenItIsNotNeeded() throws InterruptedException {
        thread.close();
        awaitEnd();
        assertEquals(0, responses.get());
    }
}
