// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** A deletion of which nobody needs to know what it deletes: it learns that from the text when it is executed. */
public record Erasure(long position, long length) implements Deletion {
    @Override
    public Erasure at(long newPosition) {
        return newPosition == position ? this : new Erasure(newPosition, length);
    }

    @Override
    public Erasure head(long count) {
        return new Erasure(position, count);
    }

    @Override
    public Erasure tail(long count, long newPosition) {
        return new Erasure(newPosition, length - count);
    }

    @Override
    public Erasure lose(long from, long to, Deletion other, long offset, long newPosition) {
        return new Erasure(newPosition, length - (to - from));
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
