// SPDX-License-Identifier: Apache-2.0
/**
 * Maps requests and texts to the protocol's elements and back.
 *
 * <p>Knows the engine's values, the rope, and of the API elements, users and errors.
 */
@NullMarked
package org.infinoted.notetext.wire;

import org.jspecify.annotations.NullMarked;
