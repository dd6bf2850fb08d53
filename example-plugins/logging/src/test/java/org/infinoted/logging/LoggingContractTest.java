// SPDX-License-Identifier: Apache-2.0
package org.infinoted.logging;

import org.infinoted.testkit.PluginContractTest;
import org.junit.jupiter.api.Tag;

/** The rules that every plugin keeps. */
@Tag("unit")
class LoggingContractTest extends PluginContractTest {
    LoggingContractTest() {
        super(Logging.class);
    }
}
