// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugins that the server knows, those that do not run included, and what a person does with them. The server registers this
 * service.
 *
 * <p>All methods may be called from any thread and return at once. Stages complete on a thread of the server; they fail with a
 * {@link PluginException} that says what is wrong and what to do. A plugin is named as in {@link PluginStatus#name}.
 */
@ProviderType
public interface Plugins {
    /** All plugins, in the order in which the server calls them; those that have no service yet come last. */
    List<PluginStatus> plugins();

    /**
     * Gives a plugin that is FAILED or QUARANTINED another chance: it is initialised anew. Fails if it is in another state.
     *
     * @return completes when it has been told of everything that is there, and fails if it did not get that far
     */
    CompletionStage<Void> retry(String name);

    /** Starts the plugin's bundle. Completes when the bundle has started; {@link #plugins} tells what became of the plugin. */
    CompletionStage<Void> start(String name);

    /** Stops the plugin's bundle, until it is started by hand or the server starts anew. Completes when the bundle has stopped. */
    CompletionStage<Void> stop(String name);
}
