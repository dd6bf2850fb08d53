// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

/**
 * How a plugin is at one moment. A value.
 *
 * @param name the plugin's name, followed by {@code ~} and the id of its configuration if it is one of several: {@code
 *     autosave~nightly}; empty if the service has no valid name
 * @param description one sentence on what it does; may be empty
 * @param state what it is doing
 * @param reason why it is in this state, for a person who wants to act on it; empty if it is as it should be
 * @param bundle the symbolic name and version of its bundle, as {@code name/version}
 */
public record PluginStatus(String name, String description, PluginState state, String reason, String bundle) {}
