// SPDX-License-Identifier: Apache-2.0
package org.infinoted.text;

import org.infinoted.session.SessionEvent;

/**
 * Text left a document.
 *
 * @param user the id of the user who did it
 * @param position how many code points are before it
 * @param text what left, with its authors
 */
public record TextErased(int user, int position, Text text) implements SessionEvent {}
