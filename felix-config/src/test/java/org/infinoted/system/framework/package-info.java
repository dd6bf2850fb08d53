// SPDX-License-Identifier: Apache-2.0
/**
 * The distribution's bundles in a framework within the test's own process, for what cannot be seen from outside: services,
 * component states, class loaders that must be collected, and the soak test.
 */
package org.infinoted.system.framework;
