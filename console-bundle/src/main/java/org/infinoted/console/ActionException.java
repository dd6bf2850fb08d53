// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

/** An action that a person asked for was not done. The message tells that person why, and what to do. */
public final class ActionException extends Exception {
    private static final long serialVersionUID = 1L;

    public ActionException(String message) {
        super(message);
    }

    public ActionException(String message, Throwable cause) {
        super(message, cause);
    }
}
