// SPDX-License-Identifier: Apache-2.0
/**
 * What a plugin implements, {@link org.infinoted.plugin.Plugin}, and what the server offers it,
 * {@link org.infinoted.plugin.PluginContext}; the states of plugins with their reasons, and the services that administrators
 * use to look after plugins and deploy them. Knows connections, sessions, the directory and chats.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.infinoted.plugin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
