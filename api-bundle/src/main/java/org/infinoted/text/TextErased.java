// SPDX-License-Identifier: Apache-2.0
package org.infinoted.text;

import org.infinoted.session.SessionEvent;

/**
 * Text was erased from a document.
 *
 * @param user the id of the user who did it
 * @param position how many code points were before it
 * @param text what was erased, with its authors
 */
public record TextErased(int user, int position, Text text) implements SessionEvent {}
