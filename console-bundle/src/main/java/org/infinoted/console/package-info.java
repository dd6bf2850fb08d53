// SPDX-License-Identifier: Apache-2.0
/**
 * What people see of the server and do with it: pages of the web console ({@link org.infinoted.console.web}), their login ({@code
 * login}), commands of the shell ({@code shell}), health checks ({@code health}). All of it knows the server by the services of
 * the API alone, any of which may be missing; here is what the parts share.
 *
 * <p>Each part is a component of its own, and what only a part needs (servlets, the web console, health checks) the bundle
 * imports optionally: where it is missing nobody asks for that part's service, so its class is never loaded.
 */
package org.infinoted.console;
