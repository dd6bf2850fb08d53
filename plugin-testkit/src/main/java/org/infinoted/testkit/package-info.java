// SPDX-License-Identifier: Apache-2.0
/**
 * For tests of plugins. {@link org.infinoted.testkit.TestHost} is a server in memory with a clock to move: the host's
 * real plugin manager, tree and sessions, without network, disk and framework.
 * {@link org.infinoted.testkit.PluginContractTest} has every rule for plugins as a test.
 *
 * <p>Authors see {@code TestHost}, {@code TestClient}, {@code TestDocument}, {@code TestPlugin}, {@code Options} and
 * {@code PluginContractTest}; they can ignore the rest. {@link org.infinoted.testkit.InMemoryServer} is the only class
 * that puts the host's parts together.
 *
 * <p>Everything is for the thread of the test alone unless it says otherwise.
 */
@NullMarked
package org.infinoted.testkit;

import org.jspecify.annotations.NullMarked;
