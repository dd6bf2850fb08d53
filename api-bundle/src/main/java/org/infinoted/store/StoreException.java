// SPDX-License-Identifier: Apache-2.0
package org.infinoted.store;

import java.io.IOException;
import java.util.Objects;

/** The store refused something, and why. What fails for other reasons is a plain {@link IOException}. */
public class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why the store refused. */
    public enum Reason {
        /** There is already something of that name. */
        EXISTS,
        /** There is nothing of that name. */
        MISSING,
        /** The name cannot be stored: reserved, too long, or with forbidden characters. */
        BAD_NAME,
        /** What is stored cannot be understood. */
        BAD_CONTENT,
        /**
         * There is no room for anything new. What is there can still be replaced. The message is for people and names no place on the
         * disk.
         */
        FULL
    }

    private final Reason reason;

    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason);
    }

    public StoreException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason);
    }

    public Reason reason() {
        return reason;
    }
}
