// SPDX-License-Identifier: Apache-2.0
/**
 * The administrators' view of the server, and their actions: pages of the web console
 * ({@link org.infinoted.console.web}), its login ({@link org.infinoted.console.login}), commands of the shell
 * ({@link org.infinoted.console.shell}), health checks ({@link org.infinoted.console.health}). This package has what
 * these parts share.
 *
 * <p>All of it knows the server through the services of the API, and each of those may be missing. Each part is a
 * component of its own, and the packages that only one part needs (servlets, the web console, health checks) are
 * optional imports: where they are missing nobody asks for that part's service, so its classes are never loaded.
 */
@NullMarked
package org.infinoted.console;

import org.jspecify.annotations.NullMarked;
