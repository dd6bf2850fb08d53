// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.osgi.framework.FrameworkUtil;

/** A plugin that stops its own bundle in its first callback, and records its last callback. */
public final class SelfStoppingPlugin implements Plugin<Void, Void> {
    /** System property: what came last. */
    public static final String LAST = "org.infinoted.test.self-stopping";

    @Override
    public void initialize(PluginContext<Void, Void> context) throws Exception {
        FrameworkUtil.getBundle(SelfStoppingPlugin.class).stop();
        System.setProperty(LAST, "stopped");
    }

    @Override
    public void deinitialize() {
        if ("stopped".equals(System.getProperty(LAST))) {
            System.setProperty(LAST, "deinitialized");
        }
    }
}
