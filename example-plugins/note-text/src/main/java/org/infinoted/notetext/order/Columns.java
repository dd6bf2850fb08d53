// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.notetext.adopted.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What the pieces of the sequence are after a connection's own requests, where that differs from the piece. Each piece has a column of
 * cells: one for each own request that changed it, the latest on top. A cell counts while its request is in effect.
 */
final class Columns {
    private static final int SMALLEST = 16;

    /** The result of the request at a depth of a chain. */
    private record Cell(
            UndoChain chain,
            int depth,
            Operation operation,
            @Nullable Cell below) {
        boolean isInEffect() {
            return chain.isInEffect(depth);
        }

        boolean isOfEdit() {
            return depth == 0;
        }
    }

    /** The tops of the columns; that of piece i lies at {@code i - begin}. */
    private @Nullable Cell[] tops = new Cell[0];

    private long begin;
    private int size;

    /** The pieces that the connection was told of in another form than that in which they were executed. */
    private final Map<Long, Operation> asTold = new HashMap<>(2);

    /** How many cells there are. */
    int size() {
        return size;
    }

    /** The piece as it is after all own requests that are in effect. */
    Operation top(long number, Piece piece) {
        for (Cell cell = column(number); cell != null; cell = cell.below) {
            if (cell.isInEffect()) {
                return cell.operation;
            }
        }
        return asTold.isEmpty() ? piece.change() : asTold.getOrDefault(number, piece.change());
    }

    /** The connection is told of a piece in this form: as it was before some of the own requests. */
    void tell(long number, Operation form) {
        asTold.put(number, form);
    }

    /** Whether the connection was told of a piece in a form of its own. */
    boolean isToldApart(long number) {
        return asTold.containsKey(number);
    }

    private @Nullable Cell column(long number) {
        long index = number - begin;
        return index < 0 || index >= tops.length ? null : tops[(int) index];
    }

    /** Records that an own request, the one at a depth of a chain, has turned a piece into this. */
    void push(long number, UndoChain chain, int depth, Operation operation) {
        if (size == 0) {
            begin = number;
        } else if (number < begin) {
            makeRoomBefore(number);
        }
        int index = (int) (number - begin);
        if (index >= tops.length) {
            tops = Arrays.copyOf(tops, Math.max(SMALLEST, Math.max(index + 1, 2 * tops.length)));
        }
        tops[index] = new Cell(chain, depth, operation, tops[index]);
        size++;
    }

    private void makeRoomBefore(long number) {
        int more = (int) (begin - number);
        @Nullable Cell[] moved = new Cell[tops.length + more];
        System.arraycopy(tops, 0, moved, more, tops.length);
        tops = moved;
        begin = number;
    }

    /**
     * The connection has got a piece: what its own edits made of it cannot be asked for any more. What undo and redo made of it can,
     * by the undo of something older.
     */
    void acknowledge(long number) {
        Cell top = column(number);
        if (top != null) {
            tops[(int) (number - begin)] = withoutEdits(top);
        }
    }

    private @Nullable Cell withoutEdits(Cell top) {
        Cell kept = null;
        for (Cell cell = top; cell != null; cell = cell.below) {
            if (cell.isOfEdit()) {
                size--;
            } else {
                kept = new Cell(cell.chain, cell.depth, cell.operation, kept); // upside down
            }
        }
        Cell result = null;
        for (Cell cell = kept; cell != null; cell = cell.below) {
            result = new Cell(cell.chain, cell.depth, cell.operation, result);
        }
        return result;
    }

    /** Forgets the columns of all pieces before a number. */
    void discardBefore(long number) {
        if (!asTold.isEmpty()) {
            asTold.keySet().removeIf(told -> told < number);
        }
        int gone = (int) Math.min(Math.max(0, number - begin), tops.length);
        for (int i = 0; i < gone; i++) {
            for (Cell cell = tops[i]; cell != null; cell = cell.below) {
                size--;
            }
            tops[i] = null;
        }
        if (size == 0) {
            tops = new Cell[0];
        } else if (gone > tops.length / 2) {
            tops = Arrays.copyOfRange(tops, gone, tops.length);
            begin += gone;
        }
    }

    /** The pieces that the connection was told of in another form, with that. */
    Map<Long, Operation> asTold() {
        return asTold;
    }

    /**
     * What may still be asked for.
     *
     * @param latest the chains of which something can still be undone or redone, with the first piece of that
     */
    List<SavedView.Cell> save(Map<UndoChain, Long> latest) {
        List<SavedView.Cell> saved = new ArrayList<>(size);
        for (int i = 0; i < tops.length; i++) {
            int bottom = saved.size();
            for (Cell cell = tops[i]; cell != null; cell = cell.below) {
                Long changing = latest.get(cell.chain);
                if (changing != null || cell.isInEffect()) {
                    long until = changing == null ? SavedView.FOR_GOOD : changing;
                    saved.add(new SavedView.Cell(begin + i, until, cell.depth, cell.operation));
                }
            }
            Collections.reverse(saved.subList(bottom, saved.size()));
        }
        return saved;
    }
}
