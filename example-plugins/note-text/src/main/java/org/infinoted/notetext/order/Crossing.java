// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Split;

/**
 * A request that has crossed edits of one other client alone on its way. That client can be told of it as it was made, in the state before
 * these edits, and transform it past them itself: with two parties, clients come to the same text anyway. If it then undoes such an edit,
 * what the request did is in its place, as with the original. Had it been told of the request in the state after its edit, the place might
 * be gone: with a deletion, all that others have inserted into it comes together in one place.
 */
public final class Crossing {
    private final Elementary form;
    private final List<Step> steps = new ArrayList<>();
    private Operation now;

    /**
     * One edit that the request has crossed.
     *
     * @param done what the edit did, if the request was there before it
     * @param after what the request does if the edit was there before it
     * @param changed whether that is something else than without the edit
     */
    record Step(OwnRequest edit, Operation done, Operation after, boolean changed) {}

    Crossing(Elementary form) {
        this.form = form;
        this.now = form;
    }

    void pass(OwnRequest edit, Operation done, Operation after) {
        steps.add(new Step(edit, done, after, after != now));
        now = after;
    }

    /** The request as it was made. */
    public Elementary form() {
        return form;
    }

    List<Step> steps() {
        return steps;
    }

    /** What the request does after all the edits. */
    Operation now() {
        return now;
    }

    /**
     * Whether that is this piece and nothing else, so that the client will count and do the same as the sequence. If an edit of the
     * client has erased part of what the request erases, the client must not be told of that part: it would not come back, as neither
     * the undo of the edit would restore it there, nor that of the request here.
     */
    public boolean leadsTo(Elementary piece) {
        return form.length() == piece.length()
                && Split.partsOf(now).size() == 1
                && now instanceof Elementary one
                && one.inserts() == piece.inserts()
                && one.position() == piece.position()
                && one.length() == piece.length();
    }
}
