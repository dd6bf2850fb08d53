// SPDX-License-Identifier: Apache-2.0
package org.infinoted.note;

import java.util.Objects;

/** A message cannot be handled. Carries what the protocol says about it: a domain and a code. */
public class NoteException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String domain;
    private final int code;

    /**
     * @param domain the error domain of the protocol, such as {@code INF_REQUEST_ERROR}
     * @param code the code in that domain, not negative
     * @param message what is wrong, for a person
     */
    public NoteException(String domain, int code, String message) {
        super(message);
        this.domain = Objects.requireNonNull(domain);
        this.code = code;
    }

    /** The error domain of the protocol. */
    public String domain() {
        return domain;
    }

    /** The code in the domain. */
    public int code() {
        return code;
    }
}
