// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import org.jspecify.annotations.Nullable;

/**
 * Two texts, neither empty, whose heights differ by at most one.
 *
 * <p>Neighbouring leaves of one author never fit into one leaf. So the number of leaves is bounded by the length of the text
 * and the number of its runs, no matter by which edits the text came about.
 */
final class Branch extends AuthoredText {
    private final AuthoredText left;
    private final AuthoredText right;
    private final int length;
    private final int bytes;
    private final int leaves;
    private final int height;

    private Branch(AuthoredText left, AuthoredText right) {
        this.left = left;
        this.right = right;
        this.length = Math.addExact(left.length(), right.length());
        this.bytes = (int) Math.min(Integer.MAX_VALUE, (long) left.bytes() + right.bytes());
        this.leaves = left.leaves() + right.leaves();
        this.height = 1 + Math.max(left.height(), right.height());
    }

    /** Both texts in one balanced tree; takes time proportional to the difference of their heights. */
    static AuthoredText join(AuthoredText left, AuthoredText right) {
        if (left.length() == 0) {
            return right;
        }
        if (right.length() == 0) {
            return left;
        }
        if (left.height() > right.height() + 1) {
            var tall = (Branch) left;
            return balance(tall.left, join(tall.right, right));
        }
        if (right.height() > left.height() + 1) {
            var tall = (Branch) right;
            return balance(join(left, tall.left), tall.right);
        }
        return new Branch(left, right);
    }

    /**
     * Joins two texts after one of them was cut so many code points from where they meet: only a leaf that was cut can have
     * become small enough to be one with its neighbour.
     */
    private static AuthoredText rejoin(AuthoredText left, AuthoredText right, int distance) {
        return distance < Leaf.CAPACITY ? left.concat(right) : join(left, right);
    }

    /** Rotates where one side is higher than the other by two, as after one step of a join. */
    private static AuthoredText balance(AuthoredText left, AuthoredText right) {
        if (right.height() > left.height() + 1) {
            var high = (Branch) right;
            if (high.left.height() > high.right.height()) {
                var inner = (Branch) high.left;
                return new Branch(new Branch(left, inner.left), new Branch(inner.right, high.right));
            }
            return new Branch(new Branch(left, high.left), high.right);
        }
        if (left.height() > right.height() + 1) {
            var high = (Branch) left;
            if (high.right.height() > high.left.height()) {
                var inner = (Branch) high.right;
                return new Branch(new Branch(high.left, inner.left), new Branch(inner.right, right));
            }
            return new Branch(high.left, new Branch(high.right, right));
        }
        return new Branch(left, right);
    }

    AuthoredText left() {
        return left;
    }

    AuthoredText right() {
        return right;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public int leaves() {
        return leaves;
    }

    @Override
    public boolean isByOneAuthor() {
        return left.first().author() == right.first().author() && left.isByOneAuthor() && right.isByOneAuthor();
    }

    @Override
    int height() {
        return height;
    }

    @Override
    void appendTo(StringBuilder target) {
        left.appendTo(target);
        right.appendTo(target);
    }

    @Override
    AuthoredText range(int from, int to) {
        if (to - from == length) {
            return this;
        }
        int middle = left.length();
        if (to <= middle) {
            return left.range(from, to);
        }
        if (from >= middle) {
            return right.range(from - middle, to - middle);
        }
        return rejoin(left.range(from, middle), right.range(0, to - middle), Math.min(middle - from, to - middle));
    }

    @Override
    Leaf first() {
        return left.first();
    }

    @Override
    Leaf last() {
        return right.last();
    }

    @Override
    AuthoredText replaceLast(Leaf leaf) {
        return new Branch(left, right.replaceLast(leaf));
    }

    @Override
    AuthoredText withoutFirst() {
        return join(left.withoutFirst(), right);
    }

    @Override
    @Nullable
    AuthoredText growLeaf(int position, Leaf chunk) {
        int middle = left.length();
        if (position <= middle) {
            AuthoredText grown = left.growLeaf(position, chunk);
            if (grown != null) {
                return new Branch(grown, right);
            }
        }
        if (position >= middle) {
            AuthoredText grown = right.growLeaf(position - middle, chunk);
            if (grown != null) {
                return new Branch(left, grown);
            }
        }
        return null;
    }

    @Override
    @Nullable
    AuthoredText shrinkLeaf(int position, int count) {
        int middle = left.length();
        if (position + count <= middle) {
            AuthoredText shrunk = left.shrinkLeaf(position, count);
            return shrunk == null ? null : rejoin(shrunk, right, middle - position - count);
        }
        if (position >= middle) {
            AuthoredText shrunk = right.shrinkLeaf(position - middle, count);
            return shrunk == null ? null : rejoin(left, shrunk, position - middle);
        }
        return null;
    }
}
