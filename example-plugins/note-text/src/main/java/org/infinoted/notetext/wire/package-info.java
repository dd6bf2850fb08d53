// SPDX-License-Identifier: Apache-2.0
/**
 * Maps the engine's values to the protocol's elements and back. {@link org.infinoted.notetext.wire.Relay} decides what the
 * other clients are told of a request.
 *
 * <p>Knows the engine, the rope, and of the API elements, errors, connections and note contexts.
 */
@NullMarked
package org.infinoted.notetext.wire;

import org.jspecify.annotations.NullMarked;
