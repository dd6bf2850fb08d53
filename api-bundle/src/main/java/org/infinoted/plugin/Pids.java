// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

/** The PIDs of the configurations that there are: of the server, of its console, and of plugins. */
public final class Pids {
    /** The server's own options: {@code etc/org.infinoted.host.cfg}. */
    public static final String SERVER = "org.infinoted.host";

    /** The options of the web console's login. */
    public static final String CONSOLE = "org.infinoted.console";

    /**
     * The PID of a plugin's options is this and the plugin's name: {@code @Component(configurationPid = Pids.PLUGIN_PREFIX +
     * "visits")}. The log of {@link PluginContext#logger} has the same name, and by convention the plugin's bundle.
     */
    public static final String PLUGIN_PREFIX = "org.infinoted.plugin.";

    private Pids() {}
}
