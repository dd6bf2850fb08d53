// SPDX-License-Identifier: Apache-2.0
/**
 * The server as a whole: puts its parts together when the bundle starts, and takes them apart when it stops. The options of
 * the server, and the services that the framework brings and takes away, arrive here and are passed on to the part that they
 * are for.
 *
 * <p>Knows every other package of the host; none of them knows this one.
 */
package org.infinoted.host;
