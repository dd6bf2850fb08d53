// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;

/** Logs and prints much more, when it starts, than a pipe holds that nobody reads. */
public final class FloodingPlugin implements Plugin<Void, Void> {
    static final int LINES = 3000;

    @Override
    public void initialize(PluginContext<Void, Void> context) {
        String text = "flood ".repeat(1000);
        for (int i = 0; i < LINES; i++) {
            context.logger().log(System.Logger.Level.WARNING, text + i);
            System.err.println(text + i);
        }
    }
}
