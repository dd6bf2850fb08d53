// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** The errors of the algorithm by their names on the wire. */
public enum AdoptedError {
    /** A request, or the state a user claims to have, cannot be. */
    INVALID_REQUEST("INF_ADOPTED_SESSION_ERROR", 2),
    /** There is nothing to undo, or it is too long ago. */
    NO_UNDO("INF_ADOPTED_ALGORITHM_ERROR", 0),
    /** There is nothing to redo, or it is too long ago. */
    NO_REDO("INF_ADOPTED_ALGORITHM_ERROR", 1),
    /** The operation cannot be carried over to the current state. */
    TRANSLATION_FAILED("INF_ADOPTED_ALGORITHM_ERROR", 2),
    /** Text would be inserted outside the text. */
    INVALID_INSERT("INF_TEXT_OPERATION_ERROR", 0),
    /** Text outside the text would be deleted. */
    INVALID_DELETE("INF_TEXT_OPERATION_ERROR", 1),
    /** The caret or the end of the selection would be outside the text. */
    INVALID_MOVE("INF_TEXT_OPERATION_ERROR", 2);

    private final String domain;
    private final int code;

    AdoptedError(String domain, int code) {
        this.domain = domain;
        this.code = code;
    }

    /** The error domain on the wire. */
    public String domain() {
        return domain;
    }

    /** The number within the domain. */
    public int code() {
        return code;
    }
}
