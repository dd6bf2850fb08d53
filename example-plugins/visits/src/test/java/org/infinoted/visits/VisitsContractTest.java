// SPDX-License-Identifier: Apache-2.0
package org.infinoted.visits;

import org.infinoted.testkit.PluginContractTest;

/** The rules that every plugin keeps. */
class VisitsContractTest extends PluginContractTest {
    VisitsContractTest() {
        super(Visits.class);
    }
}
