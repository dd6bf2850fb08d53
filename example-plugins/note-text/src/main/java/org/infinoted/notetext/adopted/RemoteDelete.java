// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.rope.AuthoredText;

/**
 * A deletion as received, without its text. It collects what concurrent deletions have removed before it, so that the
 * whole deleted text is known as soon as the rest is read from the document.
 *
 * @param pieces what was to be deleted, in order
 * @param length the sum of the {@link Live} pieces
 */
public record RemoteDelete(long position, List<Piece> pieces, long length) implements Deletion {
    /** A part of what was to be deleted. */
    public sealed interface Piece permits Live, Gone {}

    /** Text that is still in the document. */
    public record Live(long length) implements Piece {}

    /** Text that somebody else has deleted already. */
    public record Gone(AuthoredText chunk) implements Piece {}

    /** The deletion of {@code length} code points, all of them in the document. */
    public RemoteDelete(long position, long length) {
        this(position, List.of(new Live(length)), length);
    }

    /** Everything that was to be deleted, {@code live} being the text of the {@link Live} pieces. */
    AuthoredText complete(AuthoredText live) {
        if (pieces.size() == 1 && pieces.get(0) instanceof Live) {
            return live;
        }
        var all = AuthoredText.empty();
        int used = 0;
        for (Piece piece : pieces) {
            if (piece instanceof Live part) {
                all = all.concat(live.slice(used, (int) part.length()));
                used += (int) part.length();
            } else {
                all = all.concat(((Gone) piece).chunk());
            }
        }
        return all;
    }

    @Override
    public RemoteDelete at(long newPosition) {
        return newPosition == position ? this : new RemoteDelete(newPosition, pieces, length);
    }

    /** Gone pieces exactly at the cut go here, not to the {@link #tail}. */
    @Override
    public RemoteDelete head(long count) {
        var head = new ArrayList<Piece>();
        cut(count, head, new ArrayList<>());
        return new RemoteDelete(position, head, count);
    }

    @Override
    public RemoteDelete tail(long count, long newPosition) {
        var tail = new ArrayList<Piece>();
        cut(count, new ArrayList<>(), tail);
        return new RemoteDelete(newPosition, tail, length - count);
    }

    @Override
    public RemoteDelete lose(long from, long to, Deletion other, long offset, long newPosition) {
        if (!(other instanceof Delete deleted)) {
            throw new IllegalArgumentException("the text of a concurrent deletion must be known");
        }
        var left = new ArrayList<Piece>();
        var rest = new ArrayList<Piece>();
        cut(from, left, rest);
        // The lost text goes in piece by piece, because other gone text may lie between its parts.
        long taken = 0;
        for (Piece piece : rest) {
            if (piece instanceof Live live && taken < to - from) {
                long lost = Math.min(live.length(), to - from - taken);
                left.add(new Gone(deleted.chunk().slice((int) (offset + taken), (int) lost)));
                taken += lost;
                if (lost < live.length()) {
                    left.add(new Live(live.length() - lost));
                }
            } else {
                left.add(piece);
            }
        }
        return new RemoteDelete(newPosition, left, length - (to - from));
    }

    private void cut(long count, List<Piece> head, List<Piece> tail) {
        long passed = 0;
        for (Piece piece : pieces) {
            if (!(piece instanceof Live live)) {
                (tail.isEmpty() ? head : tail).add(piece);
                continue;
            }
            long first = Math.max(0, Math.min(live.length(), count - passed));
            if (first > 0) {
                head.add(first == live.length() ? live : new Live(first));
            }
            if (first < live.length()) {
                tail.add(first == 0 ? live : new Live(live.length() - first));
            }
            passed += live.length();
        }
    }

    @Override
    public boolean isReversible() {
        return false;
    }

    @Override
    public Insert reverse() {
        throw new UnsupportedOperationException("a deletion without its text cannot be reversed");
    }
}
