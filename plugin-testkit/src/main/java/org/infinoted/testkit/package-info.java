// SPDX-License-Identifier: Apache-2.0
/**
 * For tests of plugins. {@link org.infinoted.testkit.TestHost} is a server in memory, {@link
 * org.infinoted.testkit.PluginContractTest} has every rule that a plugin keeps as a test.
 *
 * <p>Null is neither taken nor given unless a method says so. Everything is for the thread of the test alone unless it says
 * otherwise.
 */
package org.infinoted.testkit;
