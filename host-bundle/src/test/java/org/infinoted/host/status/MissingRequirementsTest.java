// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

@Tag("unit")
class MissingRequirementsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"[1.0.0,2.0.0)", "[1.0.0,2.0.0]", "(1.0.0,2.0.0)", "(1.0.0,2.0.0]", "1.5.0"})
    void rangeIsReadFromTheFilterThatItWasMadeInto(String range) {
        var wanted = new VersionRange(range);
        String filter = "(&(osgi.wiring.package=a)" + wanted.toFilterString("version") + ")";
        Version[] versions = {
            new Version(0, 9, 0), new Version(1, 0, 0), new Version(1, 5, 0), new Version(2, 0, 0), new Version(3, 0, 0)
        };
        VersionRange read = MissingRequirements.wanted(filter).orElseThrow();
        for (Version version : versions) {
            assertEquals(wanted.includes(version), read.includes(version), read + " with " + version);
        }
    }

    @Test
    void filterWithoutVersionTakesAny() {
        assertEquals(Optional.empty(), MissingRequirements.wanted("(osgi.wiring.package=a)"));
    }
}
