// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoginDelaysTest {
    private final LoginDelays delays = new LoginDelays(new ManualThreads());

    @Test
    void onlyTheThousandAddressesThatHaveFailedLastAreRemembered() {
        delays.afterFailure("first");
        for (int i = 0; i < 1024; i++) {
            delays.afterFailure("other " + i);
        }

        assertEquals(0, delays.failures("first"));
        assertEquals(1, delays.failures("other 0"));
        assertEquals(1, delays.failures("other 1023"));
    }
}
