// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

/** A plugin's own user could not join, or could not do what was requested. The message says what and why, for a person. */
public class LocalUserException extends Exception {
    private static final long serialVersionUID = 1L;

    public LocalUserException(String message) {
        super(message);
    }

    public LocalUserException(String message, Throwable cause) {
        super(message, cause);
    }
}
