// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.function.Consumer;

/** Makes what plugins' code runs on. */
@FunctionalInterface
public interface PluginExecutors {
    /**
     * Makes what the calls of one life of a plugin, or of one of its services, run on.
     *
     * @param name the plugin's
     * @param tooMany told what to say of it when the plugin's code wants more threads than it may have; on a thread of the plugin,
     *     perhaps with locks of the plugin held
     */
    PluginExecutor make(String name, Consumer<String> tooMany);
}
