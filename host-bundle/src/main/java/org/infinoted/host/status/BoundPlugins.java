// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginStatus;

/** The plugins that have a service, as the plugin manager binds them. Thread-safe. */
public interface BoundPlugins {
    /** The status of each, in the order of plugins. */
    List<PluginStatus> plugins();

    /**
     * Gives a plugin that is FAILED or QUARANTINED another life.
     *
     * @param name as its status says
     * @return completes, on a thread for plugins, when the plugin runs; fails with a {@link PluginException} if it is
     *     in another state, or does not get that far
     */
    CompletionStage<Void> retry(String name);
}
