// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.infinoted.host.admission.RequiredPluginsPolicy.WhenMissing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class RequiredPluginsPolicyTest {
    @ParameterizedTest
    @CsvSource({"close-listeners, CLOSE_LISTENERS", "close-connections, CLOSE_CONNECTIONS", "go-on, GO_ON"})
    void eachPolicyHasItsOption(String option, WhenMissing policy) {
        assertEquals(policy, WhenMissing.of(option));
    }

    @Test
    void anyOtherOptionIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> WhenMissing.of("GO_ON"));
    }
}
