// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import org.junit.jupiter.api.Tag;

/** Plugins change a thousand times; {@code -Dsoak.changes=...} sets another number. */
@Tag("soak")
class SoakIT extends PluginChurn {
    SoakIT() {
        super(Integer.getInteger("soak.changes", 1_000));
    }
}
