// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

/** The size so far of the current element directly below the stream, as {@link XmlLimits} counts it. */
final class ElementSize {
    private long base; // plus an index in the current piece is a place in the stream
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

    /** Counts something that costs more than its bytes. */
    void add(int cost) {
        extraCost += cost;
    }

    /** What has arrived of the element between two pieces. */
    long soFar() {
        return base - begin + extraCost;
    }

    /** Checks the part of the element that has arrived. */
    void check(int at, XmlLimits limits) throws XmlException {
        if (base + at - begin + extraCost > limits.bytes()) {
            throw XmlException.tooMuch("An element is larger than " + limits.bytes() + " bytes");
        }
    }
}
