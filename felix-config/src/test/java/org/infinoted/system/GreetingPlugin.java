// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Logs, when it starts, the option {@code greeting} of each of its bundle's plugins. */
public final class GreetingPlugin implements Plugin<Void, Void> {
    @Override
    public void initialize(PluginContext<Void, Void> context) {
        for (ServiceReference<?> service :
                FrameworkUtil.getBundle(GreetingPlugin.class).getRegisteredServices()) {
            context.logger().log(System.Logger.Level.INFO, "The greeting is " + service.getProperty("greeting"));
        }
    }
}
