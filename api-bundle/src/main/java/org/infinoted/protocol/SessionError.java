// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors that sessions of all types have. Clients are never told of them; plugins and the log are. */
public enum SessionError implements ProtocolError {
    /** The session does not know this message. */
    UNHANDLED_MESSAGE(0);

    private final int code;

    SessionError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_SESSION_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
