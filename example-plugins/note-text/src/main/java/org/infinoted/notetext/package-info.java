// SPDX-License-Identifier: Apache-2.0
/**
 * The note type {@code InfText}: documents of plain text that many people edit together.
 * {@link org.infinoted.notetext.NoteText} is the component, {@link org.infinoted.notetext.TextNote} one open document,
 * which stands between the server's session and the {@link org.infinoted.notetext.relay.Concurrency} of its requests.
 *
 * <p>Knows the API and the packages below it, but not the host. {@link org.infinoted.notetext.LocalAuthors} transforms
 * the edits of local users to the present text.
 */
@NullMarked
package org.infinoted.notetext;

import org.jspecify.annotations.NullMarked;
