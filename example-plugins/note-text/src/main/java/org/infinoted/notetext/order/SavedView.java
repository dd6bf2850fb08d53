// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.StateVector;

/**
 * What a {@link View} is made of between two messages, so that another one can go on in its place.
 *
 * @param skew by how much it counts more than the sequence, by user
 * @param exceptions as whose the connection knows a piece, by the piece's number, where that is not the piece's user
 * @param told in what form the connection was told of a piece, by the piece's number, where that is not how it was executed
 * @param cells by ascending pieces, and those of a piece from the bottom up
 */
public record SavedView(
        int number,
        long logFrom,
        long known,
        StateVector knownState,
        Map<Integer, Long> skew,
        Map<Long, Integer> exceptions,
        Map<Long, Operation> told,
        List<User> users,
        List<Cell> cells) {
    /** As {@link Cell#latest}: the request can neither be undone nor redone any more. It is in effect for good. */
    public static final long FOR_GOOD = -1;

    /**
     * A user that takes part, or took part, through the connection.
     *
     * @param undo what can be undone, the latest first
     * @param redo what can be redone, the latest undo first
     */
    public record User(
            int id,
            boolean present,
            StateVector vector,
            long joinedAt,
            long absentFrom,
            long requestsEnd,
            List<Request> undo,
            List<Request> redo) {}

    /**
     * A request that can be undone or redone: the latest of its chain.
     *
     * @param firstPiece the first piece that it came to; so no other request of the view has the same
     * @param pieces how many it came to; 0 if it came from elsewhere
     * @param executedAt how many pieces there were when it was executed, as the connection knows it
     * @param madeAt the sum of the state in which the edit was made with which its chain begins
     * @param depth how many undos and redos there have been in its chain
     */
    public record Request(long firstPiece, int pieces, long executedAt, long madeAt, int depth, Operation done) {}

    /**
     * What an own request has made of a piece.
     *
     * @param latest the {@link Request#firstPiece} of the latest request of its chain, on which depends whether it is in effect; {@link
     *     #FOR_GOOD} if nothing can change that
     * @param depth the request's own in its chain
     */
    public record Cell(long piece, long latest, int depth, Operation operation) {}
}
