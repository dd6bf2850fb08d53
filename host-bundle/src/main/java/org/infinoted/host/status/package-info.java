// SPDX-License-Identifier: Apache-2.0
/**
 * What people see of plugins: which there are, those without a service included, in which state each is, and why.
 * {@link org.infinoted.host.status.PluginActions} is the service that consoles use;
 * {@link org.infinoted.host.status.UnboundPlugins} asks the framework and the component runtime why a plugin has no service.
 *
 * <p>Status is computed when it is asked for, and with no lock held. Knows the sandbox's failures and the framework; the
 * plugin manager is seen through {@link org.infinoted.host.status.BoundPlugins}.
 */
package org.infinoted.host.status;
