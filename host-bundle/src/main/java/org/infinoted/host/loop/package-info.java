// SPDX-License-Identifier: Apache-2.0
/**
 * The ground floor: event loops as the rest of the server sees them, and the registry of what exists at this moment.
 *
 * <p>A {@link org.infinoted.host.loop.Loop} is one thread with a queue; what belongs to it is touched on it alone, and
 * so needs no lock. A {@link org.infinoted.host.loop.Registry} hands out what exists and subscribes to changes in one
 * atomic step. Knows nothing, Netty included: {@code stream} provides the loops.
 */
@NullMarked
package org.infinoted.host.loop;

import org.jspecify.annotations.NullMarked;
