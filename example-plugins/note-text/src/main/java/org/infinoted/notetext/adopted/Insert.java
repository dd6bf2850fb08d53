// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;

/** Inserts {@code chunk} so that it starts at {@code position}. */
public record Insert(long position, AuthoredText chunk) implements Elementary {
    @Override
    public long length() {
        return chunk.length();
    }

    @Override
    public boolean inserts() {
        return true;
    }

    @Override
    public Insert after(Elementary other, boolean stays) {
        long q = other.position();
        if (other.inserts()) {
            boolean first = position < q || (position == q && stays);
            return first ? this : new Insert(position + other.length(), chunk);
        }
        if (position >= q + other.length()) {
            return other.length() == 0 ? this : new Insert(position - other.length(), chunk);
        }
        return position <= q ? this : new Insert(q, chunk);
    }

    @Override
    public AuthoredText applyTo(AuthoredText text) {
        return text.insert(Math.toIntExact(position), chunk);
    }

    @Override
    public boolean isReversible() {
        return true;
    }

    @Override
    public Delete reverse() {
        return new Delete(position, chunk);
    }
}
