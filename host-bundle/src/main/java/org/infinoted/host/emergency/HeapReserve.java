// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import java.util.ArrayList;
import java.util.List;

/** Memory that nobody needs until there is none left: then it is enough to save everything. Thread-safe. */
public final class HeapReserve {
    /** So small that no garbage collector treats a piece as something special. */
    private static final int PIECE = 64 << 10;
    /** Of the heap. */
    private static final int SHARE = 64;

    private static final int SMALLEST = 1 << 20;
    private static final int LARGEST = 8 << 20;

    private volatile List<byte[]> pieces;

    private HeapReserve(int bytes) {
        List<byte[]> reserved = new ArrayList<>();
        for (int i = 0; i < bytes / PIECE; i++) {
            reserved.add(new byte[PIECE]);
        }
        pieces = reserved;
    }

    /** A sixty-fourth of the heap, at least 1 MiB and at most 8. */
    public static HeapReserve of(long heap) {
        return new HeapReserve((int) Math.max(SMALLEST, Math.min(LARGEST, heap / SHARE)));
    }

    /** How many bytes are held. */
    public long size() {
        return (long) pieces.size() * PIECE;
    }

    /** Lets go of them. */
    public void release() {
        pieces = List.of();
    }
}
