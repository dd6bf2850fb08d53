// SPDX-License-Identifier: Apache-2.0
/**
 * One order for everybody: the {@link org.infinoted.notetext.order.Sequence} of the changes that were really applied, and for each
 * connection a {@link org.infinoted.notetext.order.View} of it, in which all others are one party. What a connection requests is
 * transformed past what it has not seen, in a grid with two sides: its own requests, and everybody else's changes. That costs in
 * proportion to what it has not seen, and needs nothing of a transformation but that two concurrent changes may be executed in either
 * order.
 *
 * <p>Knows operations and state vectors, the rope, and the API's names of errors; neither XML nor connections.
 */
@NullMarked
package org.infinoted.notetext.order;

import org.jspecify.annotations.NullMarked;
