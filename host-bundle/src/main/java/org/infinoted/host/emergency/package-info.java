// SPDX-License-Identifier: Apache-2.0
/**
 * When the server cannot go on: {@link org.infinoted.host.emergency.Emergency} is told of every error that a thread of the server
 * has met, and decides; {@link org.infinoted.host.emergency.LoopWatch} notices loops that do not answer. Neither saves nor ends
 * anything itself. Knows loops alone.
 */
@NullMarked
package org.infinoted.host.emergency;

import org.jspecify.annotations.NullMarked;
