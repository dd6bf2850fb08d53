// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

import java.util.Objects;

/**
 * A client's message or request, or a plugin's in place of a client's, is refused. Carries what the protocol says about it: an error,
 * and a text for people. Clients may see both: neither must tell what is no business of theirs, such as paths of files.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProtocolError error;
    private final String message;

    /**
     * @param error what is wrong
     * @param message the same for a person
     */
    public ProtocolException(ProtocolError error, String message) {
        super(message);
        this.error = Objects.requireNonNull(error);
        this.message = message;
    }

    /**
     * @param error what is wrong
     * @param message the same for a person
     * @param cause for the log; clients are not told
     */
    public ProtocolException(ProtocolError error, String message, Throwable cause) {
        super(message, cause);
        this.error = Objects.requireNonNull(error);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** What is wrong. */
    public ProtocolError error() {
        return error;
    }
}
