// SPDX-License-Identifier: Apache-2.0
package org.infinoted.text;

import org.infinoted.session.SessionEvent;

/**
 * Text came into a document.
 *
 * @param user the id of the user who did it, which is not the author if a deletion was undone
 * @param position how many code points were before it
 * @param text what came, with its authors
 */
public record TextInserted(int user, int position, Text text) implements SessionEvent {}
