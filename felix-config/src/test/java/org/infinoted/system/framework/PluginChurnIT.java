// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import org.junit.jupiter.api.Tag;

/** What the soak does a thousand times, a hundred times. */
@Tag("framework")
class PluginChurnIT extends PluginChurn {
    PluginChurnIT() {
        super(100);
    }
}
