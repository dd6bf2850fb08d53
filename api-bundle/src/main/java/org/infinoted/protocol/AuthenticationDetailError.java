// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Why a client is not logged in, in more detail than the condition of SASL says. */
public enum AuthenticationDetailError implements ProtocolError {
    /** Name and password do not belong together; clients ask for them again, or give up. */
    AUTHENTICATION_FAILED(0),
    /** The user may not connect to this server. */
    USER_NOT_AUTHORIZED(1),
    /** The login was interrupted; it may succeed later. */
    TRY_AGAIN(2),
    /** The server failed. */
    SERVER_ERROR(3);

    private final int code;

    AuthenticationDetailError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_AUTHENTICATION_DETAIL_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
