// SPDX-License-Identifier: Apache-2.0
/**
 * The packaged server as a process: each test starts the distribution with a home and ports of its own, talks the protocol to
 * it, deploys plugins, and sends signals. The server is known by its command line, its files and its sockets alone; the
 * plugins that tests deploy are classes of this package.
 */
package org.infinoted.system;
