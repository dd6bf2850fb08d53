// SPDX-License-Identifier: Apache-2.0
package org.infinoted.text;

import org.infinoted.session.SessionEvent;

/**
 * Text was inserted into a document.
 *
 * @param user the id of the user who did it, which is not the author if a deletion was undone
 * @param position how many code points are before it
 * @param text what was inserted, with its authors
 */
public record TextInserted(int user, int position, Text text) implements SessionEvent {}
