// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import org.infinoted.testkit.PluginContractTest;

/** The rules that every plugin keeps. */
class LoggingContractTest extends PluginContractTest {
    LoggingContractTest() {
        super(Logging.class);
    }
}
