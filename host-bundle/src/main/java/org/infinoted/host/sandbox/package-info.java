// SPDX-License-Identifier: Apache-2.0
/**
 * The one way into plugins' code. {@link org.infinoted.host.sandbox.PluginCode} enters it: each call gets the class
 * loader of the plugin's bundle and its name in the log context, and what it throws is logged and goes no further.
 * {@link org.infinoted.host.sandbox.PluginInvoker} calls a plugin's callbacks, timed and counted,
 * and says when one takes too long. Here are also the
 * {@link org.infinoted.host.sandbox.Mailbox} that runs them one at a time, and the threads, timers and limits that
 * plugins run on.
 *
 * <p>Knows nothing of what plugins are told or asked; {@code plugin} and {@code spi} do. No plugin and no other foreign
 * code is called with a lock held.
 */
@NullMarked
package org.infinoted.host.sandbox;

import org.jspecify.annotations.NullMarked;
