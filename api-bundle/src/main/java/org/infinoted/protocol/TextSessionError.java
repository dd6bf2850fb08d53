// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of text sessions. Clients are never told of them; plugins and the log are. */
public enum TextSessionError implements ProtocolError {
    /** The hue of a user is not from 0 to 1. */
    INVALID_HUE(0),
    /** Anything else, such as a plugin's edit that cannot be carried over to the present text. */
    FAILED(1);

    private final int code;

    TextSessionError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_TEXT_SESSION_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
