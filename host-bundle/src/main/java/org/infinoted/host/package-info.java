// SPDX-License-Identifier: Apache-2.0
/**
 * The server as a whole: puts its parts together when the bundle starts, and takes them apart when it stops. The options of the
 * server arrive here, and a running server is connected with the services that the whiteboards have.
 *
 * <p>Knows every other package of the host; none of them knows this one.
 */
package org.infinoted.host;
