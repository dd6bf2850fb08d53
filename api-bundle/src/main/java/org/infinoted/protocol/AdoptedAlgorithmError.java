// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of the algorithm that transforms concurrent requests. Clients get their text only, in {@code invalid-request}. */
public enum AdoptedAlgorithmError implements ProtocolError {
    /** There is nothing to undo, or it is too long ago. */
    NO_UNDO(0),
    /** There is nothing to redo, or it is too long ago. */
    NO_REDO(1),
    /** A request cannot be transformed to the present state. */
    FAILED(2);

    private final int code;

    AdoptedAlgorithmError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_ADOPTED_ALGORITHM_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
