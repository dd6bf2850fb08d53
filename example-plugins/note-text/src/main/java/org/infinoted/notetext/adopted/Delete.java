// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.notetext.rope.AuthoredText;

/** A deletion that knows the text it removes, so that it can be reversed. */
public record Delete(long position, AuthoredText chunk) implements Deletion {
    @Override
    public long length() {
        return chunk.length();
    }

    @Override
    public Delete at(long newPosition) {
        return newPosition == position ? this : new Delete(newPosition, chunk);
    }

    @Override
    public Delete head(long count) {
        return new Delete(position, chunk.slice(0, (int) count));
    }

    @Override
    public Delete tail(long count, long newPosition) {
        return new Delete(newPosition, chunk.slice((int) count, chunk.length() - (int) count));
    }

    @Override
    public Delete lose(long from, long to, Deletion other, long offset, long newPosition) {
        return new Delete(newPosition, chunk.delete((int) from, (int) (to - from)));
    }

    @Override
    public boolean isReversible() {
        return true;
    }

    @Override
    public Insert reverse() {
        return new Insert(position, chunk);
    }
}
