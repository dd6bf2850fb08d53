// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import org.junit.jupiter.api.Tag;

/** The soak's random changes, only forty of them. */
@Tag("framework")
class PluginChurnIT extends PluginChurn {
    PluginChurnIT() {
        super(40);
    }
}
