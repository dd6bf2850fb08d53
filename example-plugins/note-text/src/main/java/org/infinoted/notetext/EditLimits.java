// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

/**
 * What a text does for plugins' own users.
 *
 * @param history how many changes back the text may be that an edit is made for
 * @param room how many code points of text all of these changes may hold together; older ones are forgotten
 * @param changes how many changes one edit may have
 * @param steps how many elementary transformations carrying one edit over may take: a million is a fraction of a second
 * @param silence after how many requests of others a user that does nothing tells the clients that it has got them. Clients
 *     remember what somebody present may not have got yet; they themselves tell after 30 s
 */
record EditLimits(int history, long room, int changes, long steps, int silence) {
    /** 10 000 changes with a million code points; 1000 changes with 500 000 steps; 256 requests. */
    static final EditLimits DEFAULTS = new EditLimits(10_000, 1_000_000, 1000, 500_000, 256);
}
