// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import org.infinoted.notetext.adopted.Elementary;

/**
 * One change that was really applied. A request can make several: a deletion falls apart around what others have inserted into it.
 *
 * @param user whose it is for everybody but its {@link #origin}: the requester, or the author of text that comes back
 * @param origin the number of the view that it came from; {@link #SERVER} if it is none
 * @param change an insert of one author's text, or a deletion that knows its text
 */
public record Piece(int user, int origin, Elementary change) {
    /** As {@link #origin}: a user of the server itself. */
    public static final int SERVER = 0;
}
