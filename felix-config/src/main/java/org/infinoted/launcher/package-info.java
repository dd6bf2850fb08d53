// SPDX-License-Identifier: Apache-2.0
/**
 * Turns the distribution into a server that one command starts: reads the command line, prepares the home, starts the
 * framework with its bundles, waits until the server listens, and ends the process with a status that says how it went.
 * {@link org.infinoted.launcher.Main} is the entry point, {@link org.infinoted.launcher.Launcher} one run.
 *
 * <p>Runs on the class path, outside of the framework, and shares no class with the bundles: it knows OSGi's framework
 * API, Config Admin and File Install, and the host by names alone: of its bundle, of one service, and of configurations.
 */
@NullMarked
package org.infinoted.launcher;

import org.jspecify.annotations.NullMarked;
