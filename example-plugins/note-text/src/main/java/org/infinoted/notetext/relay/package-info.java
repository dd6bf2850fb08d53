// SPDX-License-Identifier: Apache-2.0
/**
 * Which requests are executed in what form, and what the other clients are told of them. {@link org.infinoted.notetext.relay.Concurrency} is
 * the choice: {@link org.infinoted.notetext.relay.TotalOrder} puts everything into one order, so that clients which know nothing of it
 * end with the same text; {@link org.infinoted.notetext.relay.VerbatimOrder} passes requests on as they come, as the original does.
 *
 * <p>Knows everything of this note type but the note itself, and of the API connections, note contexts and elements.
 */
@NullMarked
package org.infinoted.notetext.relay;

import org.jspecify.annotations.NullMarked;
