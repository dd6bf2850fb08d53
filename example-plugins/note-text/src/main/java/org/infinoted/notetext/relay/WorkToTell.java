// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

import java.util.List;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.order.Changes;

/**
 * What it costs to tell others of a request, in elementary transformations. It is an estimate: of the messages, their receivers, their text,
 * and the state vectors of authors who come back for them. Carets that move along are not in it.
 */
final class WorkToTell {
    private static final long MESSAGE = 20;
    private static final long RECEIVER = 2;
    private static final long CHARACTERS = 32;

    private WorkToTell() {}

    /** @param first whether the first of these messages is the one that each request has, and which costs nothing here */
    static long of(List<Elementary> pieces, boolean first, int requester, int receivers, StateVector state) {
        long messages = first ? pieces.size() - 1L : pieces.size();
        long work = messages * (MESSAGE + RECEIVER * receivers);
        for (Elementary piece : pieces) {
            if (piece.inserts()) {
                work += piece.length() / CHARACTERS;
                work += Changes.author(piece, requester) == requester ? 0 : state.size();
            }
        }
        return work;
    }
}
