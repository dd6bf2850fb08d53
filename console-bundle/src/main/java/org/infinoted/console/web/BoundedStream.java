// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails as soon as more bytes than the limit were read from it. */
final class BoundedStream extends FilterInputStream {
    private final long limit;
    private long count;

    BoundedStream(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) throws TooLongException {
        count += read;
        if (isExceeded()) {
            throw new TooLongException(limit);
        }
    }

    /** Whether the limit was exceeded, in case the reader has hidden the failure. */
    boolean isExceeded() {
        return count > limit;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLongException(long limit) {
            super("longer than " + limit + " bytes");
        }
    }
}
