// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.lang.System.Logger.Level;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;

/** A plugin that logs how often this object of it was initialized. */
public final class LifeCountingPlugin implements Plugin<Void, Void> {
    private int lives;

    /** What is logged of the life of this number. */
    public static String line(int life) {
        return "life " + life + " of this object";
    }

    @Override
    public void initialize(PluginContext<Void, Void> context) {
        lives++;
        context.logger().log(Level.INFO, line(lives));
    }
}
