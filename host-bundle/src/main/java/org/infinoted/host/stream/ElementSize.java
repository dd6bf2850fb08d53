// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

/** How large the current element below the stream is by now, in the sense of {@link XmlLimits}. */
final class ElementSize {
    private long base; // what the place of a byte in the current piece lacks to its place in the stream
    private long begin; // the place in the stream where the element begins
    private int extraCost;

    /** A piece of the stream begins at this place in an array. */
    void pieceBegins(int at) {
        base -= at;
    }

    /** The piece ends at this place. */
    void pieceEnds(int at) {
        base += at;
    }

    /** An element begins at this place of the piece. */
    void elementBegins(int at) {
        begin = base + at;
        extraCost = 0;
    }

    /** What there is costs more than its bytes. */
    void add(int cost) {
        extraCost += cost;
    }

    /** Checks the element as far as it has come. */
    void check(int at, XmlLimits limits) throws XmlException {
        if (base + at - begin + extraCost > limits.bytes()) {
            throw XmlException.tooMuch("An element is larger than " + limits.bytes() + " bytes");
        }
    }
}
