// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** Input that the algorithm refuses; nothing was changed. */
public final class AdoptedException extends Exception {
    private static final long serialVersionUID = 1;

    private final AdoptedError error;

    AdoptedException(AdoptedError error, String reason) {
        super(reason);
        this.error = error;
    }

    /** What went wrong, as it is told on the wire. */
    public AdoptedError error() {
        return error;
    }
}
