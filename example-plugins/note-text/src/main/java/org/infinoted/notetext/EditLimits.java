// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

/**
 * Limits of edits by local users, which are users of plugins.
 *
 * @param history how many changes ago the text may be for which an edit was made
 * @param room how many code points these changes may hold together; older ones are forgotten
 * @param changes how many changes one edit may have
 * @param steps how many elementary transformations one edit may need to reach the present text: a million take a
 *     fraction of a second
 * @param silence after how many requests of others an idle local user acknowledges them. Clients keep the requests that
 *     a present user may not have seen; they themselves acknowledge after 30 s
 */
record EditLimits(int history, long room, int changes, long steps, int silence) {
    /** 10 000 changes with a million code points; 1000 changes with 500 000 steps; 256 requests. */
    static final EditLimits DEFAULTS = new EditLimits(10_000, 1_000_000, 1000, 500_000, 256);
}
