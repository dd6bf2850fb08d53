// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.function.Consumer;

/** Makes the executors of plugins' code. */
@FunctionalInterface
public interface PluginExecutors {
    /**
     * Makes the executor for the calls of one life of a plugin, or of one of its services.
     *
     * @param name the plugin's
     * @param tooMany gets the message when the plugin's code asks for more threads than it may have; called on a thread
     *     of the plugin, perhaps with locks of the plugin held
     */
    PluginExecutor make(String name, Consumer<String> tooMany);
}
