// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/**
 * What a request does. Positions, lengths and carets count code points and may be any number a client can send; whether they
 * fit the text is checked when an operation is applied. Operations are immutable.
 */
public sealed interface Operation permits Elementary, Split, Move, NoOp {
    /**
     * Whether a request with this operation counts in state vectors. This depends on the kind alone: inserting or deleting
     * nothing counts too.
     */
    boolean affectsBuffer();

    /** Whether {@link #reverse} is possible. */
    boolean isReversible();

    /**
     * The operation that takes this one back.
     *
     * @throws UnsupportedOperationException if it is not reversible
     */
    Operation reverse();
}
