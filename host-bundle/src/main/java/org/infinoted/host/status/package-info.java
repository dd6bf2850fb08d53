// SPDX-License-Identifier: Apache-2.0
/**
 * The plugins as people see them: all that exist, including those without a service, with their states and the reasons.
 * {@link org.infinoted.host.status.PluginActions} is the service that consoles use;
 * {@link org.infinoted.host.status.UnboundPlugins} asks the framework and the component runtime why a plugin has no
 * service. Why one with a service does not run, {@code BoundPluginStatus} of the plugin manager says.
 *
 * <p>Status is computed when it is asked for, and with no lock held. Knows the sandbox's failures and the framework;
 * the plugin manager is seen through {@link org.infinoted.host.status.BoundPlugins}.
 */
@NullMarked
package org.infinoted.host.status;

import org.jspecify.annotations.NullMarked;
