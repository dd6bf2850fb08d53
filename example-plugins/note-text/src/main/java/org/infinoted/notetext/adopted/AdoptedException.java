// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.protocol.ProtocolError;

/** Input that the algorithm refuses; nothing was changed. */
public final class AdoptedException extends Exception {
    private static final long serialVersionUID = 1;

    private final ProtocolError error;
    private final String reason;

    public AdoptedException(ProtocolError error, String reason) {
        super(reason);
        this.error = error;
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }

    /** What went wrong, as sent on the wire. */
    public ProtocolError error() {
        return error;
    }
}
