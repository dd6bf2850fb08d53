// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** At most {@link #CAPACITY} UTF-16 units of text by one author. Only {@link #EMPTY} has none. */
final class Leaf extends AuthoredText {
    /** Small enough that a keystroke copies little, large enough that the tree stays small compared to the text. */
    static final int CAPACITY = 256;

    /** Most texts in a history are one keystroke each, and share these. */
    private static final String[] KEYSTROKES =
            IntStream.range(0, 256).mapToObj(Character::toString).toArray(String[]::new);

    static final Leaf EMPTY = new Leaf(0, "", 0, 0);

    private final int author;
    private final String text;
    private final int length;
    private final int bytes;

    private Leaf(int author, String text, int length, int bytes) {
        this.author = author;
        this.bytes = bytes;
        this.text = text.length() == 1 && text.charAt(0) < KEYSTROKES.length ? KEYSTROKES[text.charAt(0)] : text;
        this.length = length;
    }

    private Leaf(int author, String text) {
        this(author, text, text.codePointCount(0, text.length()), bytesOf(text));
    }

    private static int bytesOf(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // each half of a surrogate pair counts for two of the four bytes
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** A part of this text, or what is left of it, with so many code points. */
    private Leaf cut(String part, int count) {
        return new Leaf(author, part, count, bytes == text.length() ? part.length() : bytesOf(part));
    }

    /** A balanced tree of the UTF-16 units in {@code [from, to)}, which are at least one. */
    static AuthoredText build(int author, String text, int from, int to) {
        if (to - from <= CAPACITY) {
            return new Leaf(author, text.substring(from, to));
        }
        int middle = (from + to) >>> 1;
        if (Character.isLowSurrogate(text.charAt(middle))) {
            middle++;
        }
        return build(author, text, from, middle).concat(build(author, text, middle, to));
    }

    int author() {
        return author;
    }

    String content() {
        return text;
    }

    boolean fits(Leaf other) {
        return author == other.author && text.length() + other.text.length() <= CAPACITY;
    }

    Leaf append(Leaf other) {
        return new Leaf(author, text.concat(other.text), length + other.length, bytes + other.bytes);
    }

    /** The UTF-16 index of a code point; needs no search while there are no surrogate pairs. */
    private int offset(int position) {
        return length == text.length() ? position : text.offsetByCodePoints(0, position);
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
        return 1;
    }

    @Override
    public boolean isByOneAuthor() {
        return true;
    }

    @Override
    int height() {
        return 0;
    }

    @Override
    void appendTo(StringBuilder target) {
        target.append(text);
    }

    @Override
    AuthoredText range(int from, int to) {
        if (from == to) {
            return EMPTY;
        }
        return to - from == length ? this : cut(text.substring(offset(from), offset(to)), to - from);
    }

    @Override
    Leaf first() {
        return this;
    }

    @Override
    Leaf last() {
        return this;
    }

    @Override
    AuthoredText replaceLast(Leaf leaf) {
        return leaf;
    }

    @Override
    AuthoredText withoutFirst() {
        return EMPTY;
    }

    @Override
    @Nullable
    AuthoredText growLeaf(int position, Leaf chunk) {
        if (length == 0 || !fits(chunk)) {
            return null;
        }
        int at = offset(position);
        StringBuilder grown = new StringBuilder(text.length() + chunk.text.length())
                .append(text, 0, at)
                .append(chunk.text)
                .append(text, at, text.length());
        return new Leaf(author, grown.toString(), length + chunk.length, bytes + chunk.bytes);
    }

    @Override
    @Nullable
    AuthoredText shrinkLeaf(int position, int count) {
        if (count == length) {
            return null;
        }
        int from = offset(position);
        int to = offset(position + count);
        String shrunk = text.substring(0, from).concat(text.substring(to));
        return cut(shrunk, length - count);
    }
}
