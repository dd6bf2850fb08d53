// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin manager: binds the {@code Plugin} services that there are, tells each of connections and sessions that come and
 * go, keeps its infos, and takes back what it has registered when it goes.
 *
 * <p>{@link org.infinoted.host.plugin.PluginManager} decides which service runs; a
 * {@link org.infinoted.host.plugin.PluginBinding} is one life of a plugin, from {@code initialize} to {@code deinitialize}.
 * The manager sees connections, sessions and the directory through {@link org.infinoted.host.plugin.ServerAccess} alone, and
 * calls plugins through the sandbox alone.
 */
package org.infinoted.host.plugin;
