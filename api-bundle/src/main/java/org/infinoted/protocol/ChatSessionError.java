// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of chat sessions. Live messages that have them are dropped, and clients are not told. */
public enum ChatSessionError implements ProtocolError {
    /** A message is of a type that does not exist, or that clients must not send. */
    TYPE_INVALID(0),
    /** A message is of a user that the session does not have. */
    NO_SUCH_USER(1),
    /** Anything else. */
    FAILED(2);

    private final int code;

    ChatSessionError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_CHAT_SESSION_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
