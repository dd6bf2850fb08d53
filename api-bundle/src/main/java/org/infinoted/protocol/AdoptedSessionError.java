// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of the requests of a session in which users edit concurrently, as in text documents. */
public enum AdoptedSessionError implements ProtocolError {
    /** A request is made by a user that the session does not have. */
    NO_SUCH_USER(0),
    /** A request has no operation, or one that is not known. */
    MISSING_OPERATION(1),
    /** A request, or the state that a user claims to have reached, is impossible. */
    INVALID_REQUEST(2),
    /** The state vector is missing or cannot be read. */
    MISSING_STATE_VECTOR(3),
    /** Anything else. */
    FAILED(4);

    private final int code;

    AdoptedSessionError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_ADOPTED_SESSION_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
