// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.relay;

/** In what order the clients of a document execute requests. */
public enum Order {
    /** All in the same: {@link TotalOrder}. */
    TOTAL,
    /** Each in its own, as with the original: {@link VerbatimOrder}. */
    VERBATIM
}
