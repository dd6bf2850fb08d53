// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.infinoted.protocol.AdoptedAlgorithmError;
import org.infinoted.protocol.AdoptedSessionError;
import org.infinoted.protocol.AuthenticationDetailError;
import org.infinoted.protocol.ChatSessionError;
import org.infinoted.protocol.DirectoryError;
import org.infinoted.protocol.ProtocolError;
import org.infinoted.protocol.RequestError;
import org.infinoted.protocol.SessionError;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.protocol.TextOperationError;
import org.infinoted.protocol.TextSessionError;
import org.infinoted.protocol.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ProtocolErrorTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                AdoptedAlgorithmError.class,
                AdoptedSessionError.class,
                AuthenticationDetailError.class,
                ChatSessionError.class,
                DirectoryError.class,
                RequestError.class,
                SessionError.class,
                SessionSyncError.class,
                TextOperationError.class,
                TextSessionError.class,
                UserError.class
            })
    void enumsAreNamedAsTheirDomainsAndHaveEveryNumberFrom0(Class<? extends ProtocolError> errors) {
        String domain =
                "INF" + errors.getSimpleName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        int number = 0;
        for (ProtocolError error : errors.getEnumConstants()) {
            assertEquals(domain, error.domain());
            assertEquals(number++, error.code(), error::toString);
        }
    }

    @Test
    void numbersAreThoseThatClientsKnow() {
        assertEquals(2, DirectoryError.NODE_EXISTS.code());
        assertEquals(9, DirectoryError.NOTE_TYPE_UNSUPPORTED.code());
        assertEquals(16, DirectoryError.TYPE_UNKNOWN.code());
        assertEquals(24, DirectoryError.UNEXPECTED_MESSAGE.code());
        assertEquals(33, DirectoryError.FAILED.code());
        assertEquals(6, RequestError.NOT_AUTHORIZED.code());
        assertEquals(14, SessionSyncError.FAILED.code());
    }
}
