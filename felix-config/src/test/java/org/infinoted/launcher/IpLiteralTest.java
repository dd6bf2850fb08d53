// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class IpLiteralTest {
    @Test
    void version6IsBracketedInFrontOfAPort() {
        assertEquals("[::1]:6523", IpLiteral.withPort("::1", 6523));
        assertEquals("127.0.0.1:6523", IpLiteral.withPort("127.0.0.1", 6523));
    }
}
