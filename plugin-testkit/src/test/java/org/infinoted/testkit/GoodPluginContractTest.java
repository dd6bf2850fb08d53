// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

class GoodPluginContractTest extends PluginContractTest {
    GoodPluginContractTest() {
        super(GoodPlugin.class);
    }
}
