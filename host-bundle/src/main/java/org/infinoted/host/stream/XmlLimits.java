// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

/**
 * How large and how intricate one element directly below the stream may be.
 *
 * @param bytes its size. To what the client sends, {@link #ELEMENT_COST} is added for each element and {@link #ATTRIBUTE_COST} for
 *     each attribute, since many small ones take far more memory than their bytes
 * @param depth how deeply elements may be nested, itself included
 * @param attributes how many attributes an element may have
 * @param nameBytes how long a name may be
 */
public record XmlLimits(int bytes, int depth, int attributes, int nameBytes) {
    /** What an element counts in addition to its bytes. */
    public static final int ELEMENT_COST = 64;
    /** What an attribute counts in addition to its bytes. */
    public static final int ATTRIBUTE_COST = 32;

    public XmlLimits {
        StreamLimits.requirePositive("bytes", bytes);
        StreamLimits.requirePositive("depth", depth);
        StreamLimits.requirePositive("attributes", attributes);
        StreamLimits.requirePositive("nameBytes", nameBytes);
    }
}
