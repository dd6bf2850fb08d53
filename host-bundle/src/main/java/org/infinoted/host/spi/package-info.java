// SPDX-License-Identifier: Apache-2.0
/**
 * Services of plugins that are asked before something happens, or that bring connections: authenticators, request filters,
 * transports. Each service is called within limits of time and number, and there is a stated answer for when it gives none.
 *
 * <p>{@link org.infinoted.host.spi.GuardedService} is the way into such a service; it is safe for many calls at a time, as
 * these do not go through a mailbox. {@link org.infinoted.host.spi.RankedServices} keeps the services of one kind in the order in
 * which they are asked. Knows the sandbox, and the places that ask: {@code stream} for logins and connections,
 * {@code session} for requests. None of these knows this package; they declare the interfaces that are implemented here.
 */
@NullMarked
package org.infinoted.host.spi;

import org.jspecify.annotations.NullMarked;
