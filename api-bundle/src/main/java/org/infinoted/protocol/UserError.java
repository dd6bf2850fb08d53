// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors about the users of a session. */
public enum UserError implements ProtocolError {
    /** A user of this name is present already. */
    NAME_IN_USE(0),
    /** A join names an id, which is for the server to give. */
    ID_PROVIDED(1),
    /** There is no user of this id in the session. */
    NO_SUCH_USER(2),
    /** The user is not present. */
    STATUS_UNAVAILABLE(3),
    /** The user has not joined from this connection. */
    NOT_JOINED(4),
    /** There is no such status. */
    INVALID_STATUS(5),
    /** Anything else, such as a limit on the number of users. */
    FAILED(6);

    private final int code;

    UserError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_USER_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
