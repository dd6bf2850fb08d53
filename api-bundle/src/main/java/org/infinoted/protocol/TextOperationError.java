// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of operations on a text. Clients get their text only, in {@code invalid-request}. */
public enum TextOperationError implements ProtocolError {
    /** Text would be inserted outside the text. */
    INVALID_INSERT(0),
    /** Text outside the text would be deleted. */
    INVALID_DELETE(1),
    /** The caret or the end of the selection would be outside the text. */
    INVALID_MOVE(2),
    /** Anything else. */
    FAILED(3);

    private final int code;

    TextOperationError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_TEXT_OPERATION_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
