// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.lang.System.Logger.Level;
import java.util.concurrent.locks.LockSupport;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;

/** A plugin whose first callback for a connection never returns, not even when its thread is interrupted. */
public final class BlockingPlugin implements Plugin<String, String> {
    /** What is logged before. */
    static final String LINE = "never to return";

    private PluginContext<String, String> context;

    @Override
    public void initialize(PluginContext<String, String> newContext) {
        context = newContext;
    }

    @Override
    public String connectionAdded(Connection connection) {
        context.logger().log(Level.INFO, LINE);
        while (true) {
            LockSupport.park(this);
        }
    }
}
