// SPDX-License-Identifier: Apache-2.0
/**
 * The server as a whole: puts its parts together when the bundle starts, and takes them apart when it stops. The
 * server's options arrive here, and a running server is connected with the services of the whiteboards.
 *
 * <p>Knows every other package of the host; none of them knows this one.
 */
@NullMarked
package org.infinoted.host;

import org.jspecify.annotations.NullMarked;
