// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects the UTF-8 bytes of one name, value or text, in a buffer that is reused for the next. */
final class TokenBuffer {
    private static final int SMALL = 128;
    /** A larger buffer is not kept for the next token: there are ten thousand connections. */
    private static final int KEPT = 1 << 10;

    private byte[] bytes = new byte[SMALL];
    private int length;
    private boolean ascii = true;

    int length() {
        return length;
    }

    /** Adds bytes, which are known to be UTF-8. */
    void add(byte[] from, int begin, int end) {
        int count = end - begin;
        reserve(count);
        System.arraycopy(from, begin, bytes, length, count);
        length += count;
    }

    /** Adds an ASCII character. */
    void add(char c) {
        reserve(1);
        bytes[length++] = (byte) c;
    }

    /** Adds any character. */
    void addCodePoint(int codePoint) {
        if (codePoint < 0x80) {
            add((char) codePoint);
        } else {
            byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            add(encoded, 0, encoded.length);
            ascii = false;
        }
    }

    boolean isAscii() {
        return ascii;
    }

    /** Records that some of the bytes are not ASCII. */
    void notAscii() {
        ascii = false;
    }

    /** Takes back this many bytes. */
    void drop(int count) {
        length -= count;
    }

    /** What was collected; the token is empty afterwards. */
    String take(StringCache cache) {
        String taken;
        if (ascii) {
            taken = cache.get(bytes, length);
        } else {
            taken = new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
        clear();
        return taken;
    }

    void clear() {
        length = 0;
        ascii = true;
        if (bytes.length > KEPT) {
            bytes = new byte[SMALL];
        }
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }
}
