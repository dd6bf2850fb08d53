// SPDX-License-Identifier: Apache-2.0
/**
 * Connections: TCP and other wires, XML, login. Bytes become elements here and elements become bytes, within
 * {@link org.infinoted.host.stream.StreamLimits}; {@link org.infinoted.host.stream.Link} is what the layers above see of a
 * connection.
 *
 * <p>A connection lives on one event loop, where everything about it happens and nothing may block. Sockets and event loops
 * are Netty's. This package knows {@code loop} and {@code memory}, and nothing of groups, documents or plugins.
 */
@NullMarked
package org.infinoted.host.stream;

import org.jspecify.annotations.NullMarked;
