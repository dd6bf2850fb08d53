// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RepeatsTest {
    private final Repeats repeats = new Repeats(new Quotas(10, 5, 5, 5, 10_000));

    private boolean isWritten(String place) {
        return repeats.count(new Kind("logger", Level.INFO, place), null, "text", 0)
                .isWritten();
    }

    @Test
    void kindsBeyondAThousandAreCountedAsOne() {
        int written = 0;
        for (int i = 0; i < 1100; i++) {
            written += isWritten("place " + i) ? 1 : 0;
        }

        assertEquals(1000 + 5, written);
        assertEquals(
                95,
                repeats.ended(10).stream().mapToLong(Repeats.Suppressed::count).sum());
    }
}
