// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin manager: binds {@code Plugin} services, tells each of connections and sessions, keeps its infos, and
 * undoes its registrations when it goes.
 *
 * <p>{@link org.infinoted.host.plugin.PluginManager} decides which service runs; a
 * {@link org.infinoted.host.plugin.PluginBinding} is one life of a plugin, from {@code initialize} to
 * {@code deinitialize}, or until it decides to quarantine the plugin. The manager sees connections, sessions and the directory through
 * {@link org.infinoted.host.plugin.ServerAccess} alone, and calls plugins through the sandbox alone.
 */
@NullMarked
package org.infinoted.host.plugin;

import org.jspecify.annotations.NullMarked;
