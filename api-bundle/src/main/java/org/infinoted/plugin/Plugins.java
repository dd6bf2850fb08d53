// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The plugins that the server knows. The server registers this service. */
@ProviderType
public interface Plugins {
    /** All plugins, in the order in which the server calls them. May be called from any thread. */
    List<PluginStatus> plugins();
}
