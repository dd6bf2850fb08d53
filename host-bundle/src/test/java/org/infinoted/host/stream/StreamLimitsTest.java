// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StreamLimitsTest {
    @Test
    void aLimitThatIsNoneIsRefusedByName() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new XmlLimits(1000, 0, 10, 10));
        assertEquals("The limit depth is 0; it must be more than 0", refused.getMessage());
    }
}
