// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.util.Objects;

/** A client's request cannot be fulfilled. Carries what the client is told: a domain and a code of the protocol. */
public final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String domain;
    private final int code;

    /**
     * @param domain an error domain of the protocol, such as {@code INF_REQUEST_ERROR}
     * @param code the code in that domain, not negative
     * @param message what is wrong, for a person
     */
    public RequestException(String domain, int code, String message) {
        super(message);
        this.domain = Objects.requireNonNull(domain);
        this.code = code;
    }

    public String domain() {
        return domain;
    }

    public int code() {
        return code;
    }
}
