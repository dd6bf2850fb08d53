// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;

/**
 * Removes the {@code length} code points from {@code position} on. The kinds differ in what they know of the text.
 */
public sealed interface Deletion extends Elementary permits Delete, Erasure, RemoteDelete {
    /** The same deletion at another position. */
    Deletion at(long newPosition);

    /** The deletion, at the same position, of only the first {@code count} code points. */
    Deletion head(long count);

    /** The deletion, at {@code newPosition}, of all but the first {@code count} code points. */
    Deletion tail(long count, long newPosition);

    /**
     * The deletion, at {@code newPosition}, of what is left after a concurrent deletion took {@code [from, to)} of it away.
     *
     * @param offset where in the text of {@code other} the lost part starts
     */
    Deletion lose(long from, long to, Deletion other, long offset, long newPosition);

    @Override
    default boolean inserts() {
        return false;
    }

    @Override
    default Operation after(Elementary other, boolean stays) {
        return other instanceof Deletion deletion ? afterDeletion(deletion) : afterInsert(other);
    }

    private Operation afterInsert(Elementary other) {
        long p = position();
        long q = other.position();
        if (q >= p + length()) {
            return this;
        }
        if (q <= p) {
            return at(p + other.length());
        }
        return Split.of(head(q - p), tail(q - p, p + other.length()));
    }

    private Operation afterDeletion(Deletion other) {
        long p = position();
        long length = length();
        long q = other.position();
        long end = q + other.length();
        if (p + length <= q) {
            return this;
        }
        if (p >= end) {
            return at(p - other.length());
        }
        long from = Math.max(q - p, 0);
        long to = Math.min(end - p, length);
        return lose(from, to, other, Math.max(p - q, 0), Math.min(p, q));
    }

    @Override
    default AuthoredText applyTo(AuthoredText text) {
        return text.delete(Math.toIntExact(position()), Math.toIntExact(length()));
    }
}
