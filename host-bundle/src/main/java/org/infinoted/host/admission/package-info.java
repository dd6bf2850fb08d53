// SPDX-License-Identifier: Apache-2.0
/**
 * Admission of clients: the listening port and the transports are open while all required plugins run.
 * {@link org.infinoted.host.admission.AcceptController} opens, pauses and closes them;
 * {@link org.infinoted.host.admission.RequiredPluginsPolicy} says what happens when a required plugin stays away.
 *
 * <p>Knows connections, transports and the names of plugins. A single client's login is not decided here but in
 * {@code stream} and {@code spi}; how many connections an address may have, in {@code stream}.
 */
@NullMarked
package org.infinoted.host.admission;

import org.jspecify.annotations.NullMarked;
