// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of the form of a request, and of the permission to make it. */
public enum RequestError implements ProtocolError {
    /** Found by clients alone: the server has answered with a domain that is not known. */
    UNKNOWN_DOMAIN(0),
    /** Found by clients alone: the server's answer could not be handled. */
    REPLY_UNPROCESSED(1),
    /** Found by clients alone: an answer is to no request of theirs. */
    INVALID_SEQ(2),
    /** A required attribute is missing. */
    NO_SUCH_ATTRIBUTE(3),
    /** An attribute has a value that it must not have, or must not be there. */
    INVALID_ATTRIBUTE(4),
    /** An attribute is not a number, or not one in range. */
    INVALID_NUMBER(5),
    /** The client does not have the permission. */
    NOT_AUTHORIZED(6),
    /** Anything else. */
    FAILED(7);

    private final int code;

    RequestError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_REQUEST_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
