// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import org.junit.jupiter.api.Tag;

@Tag("unit")
class GoodPluginContractTest extends PluginContractTest {
    GoodPluginContractTest() {
        super(GoodPlugin.class);
    }
}
