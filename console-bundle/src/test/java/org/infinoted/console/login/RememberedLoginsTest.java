// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RememberedLoginsTest {
    private Instant now = Instant.EPOCH;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final RememberedLogins logins = new RememberedLogins(new SecureRandom(), clock, Duration.ofMinutes(10));

    @Test
    void nothingIsKnownAtFirst() {
        assertFalse(logins.knows("admin:x"));
    }

    @Test
    void onlyTheCredentialThatWasRightIsKnown() {
        logins.remember("admin:x");
        assertTrue(logins.knows("admin:x"));
        assertFalse(logins.knows("admin:y"));
    }

    @Test
    void itIsForgottenAfterItsTime() {
        logins.remember("admin:x");
        now = now.plus(Duration.ofMinutes(10).minusMillis(1));
        assertTrue(logins.knows("admin:x"));
        now = now.plusMillis(1);
        assertFalse(logins.knows("admin:x"));
    }
}
