// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.infinoted.plugin.Pids;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The launcher runs outside of the framework and cannot see the API's classes, so it has copies of these texts. */
@Tag("unit")
class PidsTest {
    @Test
    void launcherAndApiMeanTheSameConfigurations() {
        assertEquals(Pids.SERVER, CommandLineConfiguration.HOST);
        assertEquals(Pids.PLUGIN_PREFIX, PluginJars.PREFIX);
    }
}
