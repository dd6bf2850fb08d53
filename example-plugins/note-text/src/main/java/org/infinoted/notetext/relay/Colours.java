// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

/**
 * Whose colour text gets that comes back by an undo. Clients colour a text like the user whose request inserts it; if the author is not
 * present it can make none, and no client takes one from its own user.
 */
public enum Colours {
    /** Always the author's: an absent author comes back for the moment; for a client's own user a stand-in makes it. */
    EXACT,
    /** The author's, except that the author's own client sees its text in the colour of the user who brought it back. */
    ABSENT,
    /** The author's if it is present, and not for its own client; otherwise the colour of the user who brought it back. */
    PLAIN
}
