// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An immutable text that knows the author of every character. It serves as the whole document and as any piece cut from
 * it or inserted into it.
 *
 * <p>All positions and lengths count Unicode code points. Editing returns a new text that shares nearly everything with
 * the old one, so keeping an old text costs nothing and every edit or cut takes logarithmic time. Texts must not
 * contain unpaired surrogates.
 *
 * <p>Iterating yields the maximal runs: neighbours always differ in their author and no run is empty. A run may be the
 * whole of a large document; {@link #pieces} yields it in parts. Two texts are equal if they have the same runs. Instances
 * may be used from any thread.
 */
public abstract sealed class AuthoredText implements Iterable<Run> permits Leaf, Branch {
    /** How many code points are compared at once. */
    private static final int COMPARED = 1024;

    /** What a leaf takes with the branch above it, besides its characters. */
    private static final long BYTES_OF_LEAF = 112;

    AuthoredText() {}

    /** The text without characters. */
    public static AuthoredText empty() {
        return Leaf.EMPTY;
    }

    /** A text written by one author; 0 stands for nobody. */
    public static AuthoredText of(int author, String text) {
        return text.isEmpty() ? empty() : Leaf.build(author, text, 0, text.length());
    }

    /** The number of code points. */
    public abstract int length();

    /** How long the text is in UTF-8, in bytes; 2^31 - 1 if it is longer than that. Known, not counted. */
    public abstract int bytes();

    /** Of how many parts the text is made: each has up to 256 UTF-16 units, all by one author. Known, not counted. */
    public abstract int leaves();

    /**
     * How much memory the text takes, in bytes, rather too much than too little. The growth of the heap was measured: 1.7 bytes for each
     * byte of ASCII, 0.9 of Chinese, 2.7 of ASCII with one other character in each hundred, but 53 if three people have typed in turn.
     */
    public final long memory() {
        return BYTES_OF_LEAF * leaves() + 2L * bytes();
    }

    /** The text with {@code chunk} inserted so that it starts at {@code position}. */
    public final AuthoredText insert(int position, AuthoredText chunk) {
        Objects.checkIndex(position, length() + 1);
        if (chunk.length() == 0) {
            return this;
        }
        if (chunk instanceof Leaf leaf) {
            AuthoredText grown = growLeaf(position, leaf);
            if (grown != null) {
                return grown;
            }
        }
        return range(0, position).concat(chunk).concat(range(position, length()));
    }

    /** The text without the {@code count} code points from {@code position} on. */
    public final AuthoredText delete(int position, int count) {
        Objects.checkFromIndexSize(position, count, length());
        if (count == 0) {
            return this;
        }
        AuthoredText shrunk = shrinkLeaf(position, count);
        return shrunk != null ? shrunk : range(0, position).concat(range(position + count, length()));
    }

    /** The {@code count} code points from {@code position} on. */
    public final AuthoredText slice(int position, int count) {
        Objects.checkFromIndexSize(position, count, length());
        return range(position, position + count);
    }

    /** This text followed by {@code other}. */
    public final AuthoredText concat(AuthoredText other) {
        if (length() == 0) {
            return other;
        }
        if (other.length() == 0) {
            return this;
        }
        Leaf left = last();
        Leaf right = other.first();
        if (left.fits(right)) {
            return Branch.join(replaceLast(left.append(right)), other.withoutFirst());
        }
        return Branch.join(this, other);
    }

    /** The characters without their authors. */
    public final String text() {
        if (this instanceof Leaf leaf) {
            return leaf.content();
        }
        var text = new StringBuilder(length());
        appendTo(text);
        return text.toString();
    }

    /** Everybody who wrote some of the text, in the order of their first characters; 0 stands for nobody. */
    public final Set<Integer> authors() {
        Set<Integer> authors = new LinkedHashSet<>();
        LeafIterator leaves = new LeafIterator(this);
        for (Leaf leaf = leaves.next(); leaf != null; leaf = leaves.next()) {
            authors.add(leaf.author());
        }
        return authors;
    }

    /**
     * Who wrote the first character.
     *
     * @throws IllegalStateException if there is none
     */
    public final int firstAuthor() {
        if (length() == 0) {
            throw new IllegalStateException("the text has no character");
        }
        return first().author();
    }

    /** Whether one author wrote all of the text; of an empty text that is true. */
    public abstract boolean isByOneAuthor();

    @Override
    public final Iterator<Run> iterator() {
        return new RunIterator(this);
    }

    /**
     * The maximal runs, each cut into as few pieces as the limit allows: all but the last piece of a run are full. So the
     * same runs give the same pieces. Neighbours may have the same author.
     *
     * @param limit how large a piece may be, at least the size of any code point
     * @param size the size of a code point in a piece
     */
    public final Iterable<Run> pieces(int limit, IntUnaryOperator size) {
        return () -> new PieceIterator(this, limit, size);
    }

    private Iterable<Run> comparedPieces() {
        return pieces(COMPARED, codePoint -> 1);
    }

    @Override
    public final boolean equals(@Nullable Object object) {
        if (this == object) {
            return true;
        }
        if (!(object instanceof AuthoredText other) || length() != other.length()) {
            return false;
        }
        Iterator<Run> mine = comparedPieces().iterator();
        Iterator<Run> theirs = other.comparedPieces().iterator();
        while (mine.hasNext() && theirs.hasNext()) {
            if (!mine.next().equals(theirs.next())) {
                return false;
            }
        }
        return mine.hasNext() == theirs.hasNext();
    }

    @Override
    public final int hashCode() {
        int hash = 1;
        for (Run piece : comparedPieces()) {
            hash = 31 * hash + piece.hashCode();
        }
        return hash;
    }

    /** For logs and failed tests: each run as {@code [author]text}. */
    @Override
    public final String toString() {
        var text = new StringBuilder();
        for (Run run : this) {
            text.append('[')
                    .append(Integer.toUnsignedString(run.author()))
                    .append(']')
                    .append(run.text());
        }
        return text.toString();
    }

    /** The number of edges on the longest path down to a leaf. */
    abstract int height();

    abstract void appendTo(StringBuilder target);

    /** The code points in {@code [from, to)}. */
    abstract AuthoredText range(int from, int to);

    abstract Leaf first();

    abstract Leaf last();

    abstract AuthoredText replaceLast(Leaf leaf);

    abstract AuthoredText withoutFirst();

    /** The text with {@code chunk} inserted into an existing leaf; null if no leaf at that position can take it. */
    abstract @Nullable AuthoredText growLeaf(int position, Leaf chunk);

    /** The text with the range removed from the one leaf that contains it and more; null if there is no such leaf. */
    abstract @Nullable AuthoredText shrinkLeaf(int position, int count);
}
