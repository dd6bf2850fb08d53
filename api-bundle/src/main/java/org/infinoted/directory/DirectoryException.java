// SPDX-License-Identifier: Apache-2.0
package org.infinoted.directory;

/** The directory could not do what was asked. The message says what and why, for a person. */
public class DirectoryException extends Exception {
    private static final long serialVersionUID = 1L;

    public DirectoryException(String message) {
        super(message);
    }

    public DirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
