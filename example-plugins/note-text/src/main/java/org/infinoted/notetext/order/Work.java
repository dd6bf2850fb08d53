// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.order;

import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.protocol.AdoptedAlgorithmError;

/** Counts the elementary transformations of one message, of which it may need no more than so many. */
public final class Work {
    private final long limit;
    private long spent;

    /** @param limit how many there may be */
    public Work(long limit) {
        this.limit = limit;
    }

    /** How many there were. */
    public long spent() {
        return spent;
    }

    /**
     * Counts some more.
     *
     * @throws AdoptedException if there are too many
     */
    public void spend(long steps) throws AdoptedException {
        spent += steps;
        if (spent > limit) {
            throw new AdoptedException(
                    AdoptedAlgorithmError.FAILED,
                    "the request needs more than " + limit
                            + " transformations: too much has happened that it does not know");
        }
    }
}
