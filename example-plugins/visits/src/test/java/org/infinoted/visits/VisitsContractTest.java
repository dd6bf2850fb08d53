// SPDX-License-Identifier: Apache-2.0
package org.infinoted.visits;

import org.infinoted.testkit.PluginContractTest;
import org.junit.jupiter.api.Tag;

/** The rules that every plugin keeps. */
@Tag("unit")
class VisitsContractTest extends PluginContractTest {
    VisitsContractTest() {
        super(Visits.class);
    }
}
