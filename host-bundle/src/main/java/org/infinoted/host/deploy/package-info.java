// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins' jars: how they come into the server, which versions of them ran, and the roll-back of a version that does not run.
 * {@link org.infinoted.host.deploy.Deployer} is the service; a {@link org.infinoted.host.deploy.Rollout} watches one bundle and
 * decides when its version is rolled back, {@link org.infinoted.host.deploy.BundleHealth} says why a version does not run,
 * {@link org.infinoted.host.deploy.KeptJars} has the versions to go back to.
 *
 * <p>Works on one thread of its own, on which the framework may be called, and judges a version by the state of its bundle and
 * of its plugins. It neither calls plugins nor knows the plugin manager.
 */
@NullMarked
package org.infinoted.host.deploy;

import org.jspecify.annotations.NullMarked;
