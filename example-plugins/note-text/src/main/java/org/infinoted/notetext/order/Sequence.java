// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.infinoted.notetext.adopted.Delete;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.rope.AuthoredText;
import org.jspecify.annotations.Nullable;

/**
 * The text, and the changes that were really applied to it, in the one order that holds for everybody. The pieces are numbered; those
 * that nobody can need any more are discarded.
 *
 * <p>A piece counts in the state vector of its user, so the number of the next piece is the sum of the present state.
 */
public final class Sequence {
    private static final int SMALLEST = 16;

    /** A ring; piece i lies at i modulo the length, which is a power of two. */
    private @Nullable Piece[] pieces = new Piece[SMALLEST];

    private volatile AuthoredText text; // as a last resort read by any thread
    private StateVector current;
    private long begin;
    private long end;
    private long bytes;

    /** Begins with a text, and a state that may be the result of pieces which are not known. */
    public Sequence(AuthoredText text, StateVector current) {
        this.text = text;
        this.current = current;
        this.begin = current.total();
        this.end = begin;
    }

    /**
     * Goes on where another sequence was.
     *
     * @param recent the latest pieces, oldest first
     */
    public static Sequence resume(AuthoredText text, StateVector current, List<Piece> recent) {
        if (recent.size() > current.total()) {
            throw new IllegalArgumentException(recent.size() + " pieces cannot lead to the state " + current);
        }
        Sequence sequence = new Sequence(text, current);
        sequence.begin -= recent.size();
        sequence.end = sequence.begin;
        recent.forEach(sequence::put);
        return sequence;
    }

    /** The present text. */
    public AuthoredText text() {
        return text;
    }

    /** How many pieces of each user there were so far. */
    public StateVector current() {
        return current;
    }

    /** The number of the first piece that is kept. */
    public long begin() {
        return begin;
    }

    /** The number that the next piece will have. */
    public long end() {
        return end;
    }

    /** How many bytes of text the kept pieces have together. */
    public long bytes() {
        return bytes;
    }

    /** The number of the first of the latest pieces that have no more than so many bytes of text together. */
    public long beginOfLatest(long mostBytes) {
        long first = end;
        long sum = 0;
        while (first > begin && sum + bytesOf(get(first - 1)) <= mostBytes) {
            first--;
            sum += bytesOf(get(first));
        }
        return first;
    }

    private static int bytesOf(Piece piece) {
        if (piece.change() instanceof Insert insert) {
            return insert.chunk().bytes();
        }
        return piece.change() instanceof Delete delete ? delete.chunk().bytes() : 0;
    }

    /**
     * A piece by its number.
     *
     * @throws IllegalArgumentException if it is not kept, or not there yet
     */
    Piece get(long number) {
        if (number < begin || number >= end) {
            throw new IllegalArgumentException("piece " + number + " is not one of " + begin + " to " + end);
        }
        return Objects.requireNonNull(pieces[slot(number)], "kept pieces are there");
    }

    /** The kept pieces from a number on, oldest first. */
    public List<Piece> from(long number) {
        List<Piece> latest = new ArrayList<>();
        for (long i = Math.max(number, begin); i < end; i++) {
            latest.add(get(i));
        }
        return latest;
    }

    private int slot(long number) {
        return (int) number & (pieces.length - 1);
    }

    /** Adds a piece. Its change is in the text already, or will be when that is {@linkplain #text(AuthoredText) set}. */
    public void append(Piece piece) {
        put(piece);
        current = current.increment(piece.user());
    }

    /** Sets the text to which the latest pieces lead, and those that are added next. */
    public void text(AuthoredText newText) {
        text = newText;
    }

    private void put(Piece piece) {
        if (end - begin == pieces.length) {
            resize(2 * pieces.length);
        }
        pieces[slot(end)] = piece;
        end++;
        bytes += bytesOf(piece);
    }

    private void resize(int length) {
        @Nullable Piece[] old = pieces;
        pieces = new Piece[length];
        for (long i = begin; i < end; i++) {
            pieces[slot(i)] = old[(int) i & (old.length - 1)];
        }
    }

    /** Forgets all pieces before a number. */
    public void discardBefore(long number) {
        for (long stop = Math.min(number, end); begin < stop; begin++) {
            bytes -= bytesOf(get(begin));
            pieces[slot(begin)] = null;
        }
        int needed = Math.max(SMALLEST, Integer.highestOneBit((int) (end - begin)) * 2);
        if (needed <= pieces.length / 4) {
            resize(needed);
        }
    }

    /**
     * The kept pieces from a number on as the requests of a synchronisation: by ascending users, and the oldest of each user first.
     */
    public List<Request> requestsFrom(long number) {
        List<Piece> latest = from(number);
        StateVector state = current;
        for (Piece piece : latest) {
            state = state.with(piece.user(), state.get(piece.user()) - 1);
        }
        List<Request> requests = new ArrayList<>(latest.size());
        for (Piece piece : latest) {
            requests.add(Request.of(piece.user(), state, piece.change()));
            state = state.increment(piece.user());
        }
        requests.sort(Comparator.comparing(Request::user, Integer::compareUnsigned));
        return requests;
    }
}
